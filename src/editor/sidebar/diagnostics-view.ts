import * as vscode from 'vscode';
import { describeProblem } from '../../record/problem.js';
import { OneAtATime } from '../one-at-a-time.js';
import type { PageContent } from '../pages/page-host.js';
import type { Parts } from '../parts.js';

/** The view “Diagnostics” in the sidebar. */
export class DiagnosticsView implements vscode.WebviewViewProvider {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Registers the view. */
  register(): vscode.Disposable {
    return vscode.window.registerWebviewViewProvider('modalityLens.diagnostics', this);
  }

  async resolveWebviewView(view: vscode.WebviewView): Promise<void> {
    const parts = this.#parts;
    const { PageHost } = await import('../pages/page-host.js');
    const { resourceRoots, webviewDocument } = await import('../pages/webview-document.js');
    const { webview } = view;
    webview.options = {
      enableScripts: true,
      localResourceRoots: resourceRoots(parts.extensionUri),
    };
    const page = new PageHost({ webview, parts, isRestored: false });
    // While something trains, changes may be told faster than the runs can be read.
    const updates = new OneAtATime(async () => {
      const content = await this.#content();
      if (view.visible && !isSame(content, page.content)) {
        page.show(content);
      }
    });
    const update = (): Promise<void> => updates.ask();
    const subscriptions = [
      parts.sessions.onDidChange(update),
      parts.library.onDidChange(update),
      vscode.workspace.onDidChangeWorkspaceFolders(update),
      vscode.workspace.onDidGrantWorkspaceTrust(update),
      view.onDidChangeVisibility(() => {
        if (!view.visible) {
          page.hide();
        }
        return update();
      }),
    ];
    view.onDidDispose(() => {
      for (const each of [...subscriptions, page]) {
        each.dispose();
      }
    });
    await update();
    const title = vscode.l10n.t('Diagnostics');
    webview.html = webviewDocument(webview, parts.extensionUri, { name: 'sidebar', title });
  }

  async #content(): Promise<PageContent> {
    try {
      const { sidebarContent } = await import('./sidebar-content.js');
      return await sidebarContent(this.#parts);
    } catch (thrown) {
      return { kind: 'nothing', why: 'unreadable', problem: describeProblem(thrown) };
    }
  }
}

function isSame(one: PageContent, other: PageContent): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
