import path from 'node:path';
import * as vscode from 'vscode';
import type { InspectionResult } from '../../record/inspection.js';
import { PageHost, type PageContent } from '../pages/page-host.js';
import { resourceRoots, webviewDocument } from '../pages/webview-document.js';
import type { Parts } from '../parts.js';

/** A panel that shows runs. */
export class RunPanel {
  readonly onDidDispose: vscode.Event<void>;
  readonly #panel: vscode.WebviewPanel;
  readonly #page: PageHost;
  /** What the page is told as soon as it is there again. */
  #inspection: { readonly directory: string; readonly inspection: InspectionResult } | null = null;

  constructor(panel: vscode.WebviewPanel, parts: Parts, content: PageContent) {
    this.#panel = panel;
    this.onDidDispose = panel.onDidDispose;
    const { webview } = panel;
    webview.options = {
      enableScripts: true,
      localResourceRoots: resourceRoots(parts.extensionUri),
    };
    const icon = (kind: string): vscode.Uri =>
      vscode.Uri.joinPath(parts.extensionUri, 'media', `run-${kind}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    panel.title = titleOf(content);
    this.#page = new PageHost({
      ...{ webview, parts, isRestored: true },
      onShown: () => {
        this.#tellInspection();
      },
    });
    this.#page.show(content);
    panel.onDidChangeViewState(() => {
      if (!panel.visible) {
        this.#page.hide();
      }
    });
    panel.onDidDispose(() => {
      this.#page.dispose();
    });
    const title = vscode.l10n.t('Modality Lens');
    webview.html = webviewDocument(webview, parts.extensionUri, { name: 'panel', title });
    void this.#nameAfterRun(parts, content);
  }

  /** Whether it shows this run alone. */
  shows(directory: string): boolean {
    const { content } = this.#page;
    return (
      content.kind === 'runs' &&
      content.directories.length === 1 &&
      content.directories[0] === directory
    );
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  /** Brings it to the front. */
  reveal(preserveFocus: boolean): void {
    this.#panel.reveal(undefined, preserveFocus);
  }

  /** Shows what came of an inspection, as soon as the page is there. */
  showInspection(directory: string, inspection: InspectionResult): void {
    this.#inspection = { directory, inspection };
    this.#tellInspection();
  }

  #tellInspection(): void {
    if (this.#inspection !== null && this.#page.isShown) {
      this.#page.tell({ type: 'inspected', ...this.#inspection });
    }
  }

  async #nameAfterRun({ library }: Parts, content: PageContent): Promise<void> {
    if (content.kind === 'runs' && content.directories.length === 1) {
      const [directory = ''] = content.directories;
      const run = await library.read(directory).catch(() => null);
      if (run !== null) {
        this.#panel.title = run.description.name;
      }
    }
  }
}

function titleOf(content: PageContent): string {
  if (content.kind === 'nothing') {
    return vscode.l10n.t('Modality Lens');
  }
  return content.directories.length === 1
    ? path.basename(content.directories[0])
    : vscode.l10n.t('{0} runs', content.directories.length);
}
