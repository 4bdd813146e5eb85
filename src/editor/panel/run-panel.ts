import path from 'node:path';
import * as vscode from 'vscode';
import type { ChartFormat } from '../../record/chart-file.js';
import type { PageNotice } from '../../record/page-message.js';
import { PageHost, type PageContent } from '../pages/page-host.js';
import { resourceRoots, webviewDocument } from '../pages/webview-document.js';
import type { Parts } from '../parts.js';

/** Samples or gates that were measured and kept with a run, by its directory. */
export type Measured = Extract<PageNotice, { type: 'sampled' | 'gated' }>;

/** A webview that shows a run, or compares several. */
export class RunPanel {
  readonly onDidDispose: vscode.Event<void>;
  readonly #panel: vscode.WebviewPanel;
  readonly #page: PageHost;
  readonly #parts: Parts;
  /** What the page is told once, as soon as it is there. */
  #measured: Measured | null = null;

  constructor(panel: vscode.WebviewPanel, parts: Parts, content: PageContent) {
    this.#panel = panel;
    this.#parts = parts;
    this.onDidDispose = panel.onDidDispose;
    const { webview } = panel;
    webview.options = {
      enableScripts: true,
      localResourceRoots: resourceRoots(parts.extensionUri),
    };
    const icon = (kind: string): vscode.Uri =>
      vscode.Uri.joinPath(parts.extensionUri, 'media', `run-${kind}.svg`);
    panel.iconPath = { light: icon('light'), dark: icon('dark') };
    if (content.kind === 'runs' && content.directories.length > 1) {
      panel.title = vscode.l10n.t('{0} runs', content.directories.length);
    }
    this.#page = new PageHost({
      ...{ webview, parts, isRestored: true },
      onShown: () => {
        this.tellInspections();
        this.#tellMeasured();
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

  /** Whether it shows these runs, and no other, in this order. */
  shows(directories: readonly string[]): boolean {
    const { content } = this.#page;
    return (
      content.kind === 'runs' &&
      content.directories.length === directories.length &&
      content.directories.every((directory, place) => directory === directories[place])
    );
  }

  get isVisible(): boolean {
    return this.#panel.visible;
  }

  /** Whether it is what the person works in. */
  get isActive(): boolean {
    return this.#panel.active;
  }

  /** Brings it to the front. */
  reveal(): void {
    this.#panel.reveal();
  }

  /** Shows what came of the last inspections of its runs, as soon as the page is there. */
  tellInspections(): void {
    const { content } = this.#page;
    if (content.kind === 'nothing' || !this.#page.isShown) {
      return;
    }
    for (const each of content.directories) {
      const inspection = this.#parts.panels.inspectionOf(each);
      if (inspection !== null) {
        this.#page.tell({ type: 'inspected', directory: path.basename(each), inspection });
      }
    }
  }

  /** Shows what was measured, as soon as the page is there. */
  showMeasured(measured: Measured): void {
    this.#measured = measured;
    this.#tellMeasured();
  }

  /** Told once: the page keeps over a reload what the person has gone on to. */
  #tellMeasured(): void {
    if (this.#measured !== null && this.#page.isShown) {
      this.#page.tell(this.#measured);
      this.#measured = null;
    }
  }

  /** Has the page save the chart that the person worked with last. */
  exportChart(format: ChartFormat): void {
    this.#page.tell({ type: 'exportChart', format });
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
