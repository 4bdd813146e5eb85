import path from 'node:path';
import * as vscode from 'vscode';
import type { InspectionResult } from '../../record/inspection.js';
import { runFiles } from '../../runs/run-files.js';
import type { PageContent } from '../pages/page-host.js';
import type { Parts } from '../parts.js';
import type { RunObserver } from '../runs/shared-run.js';
import { columnFor } from './column-for.js';
import { comparisonPanel, runEditor } from './panel-types.js';
import type { Measured, RunPanel } from './run-panel.js';

/** Has a run read and kept, and minds nothing that it is told of it. */
const readAhead: RunObserver = {
  grown: () => undefined,
  renewed: () => undefined,
  failed: () => undefined,
};

/**
 * Where runs are shown: one run in the editor of its `run.json`, several in a panel that compares them. They are never
 * closed here: a window that is reloaded keeps them.
 */
export class RunPanels
  implements vscode.CustomReadonlyEditorProvider, vscode.WebviewPanelSerializer
{
  readonly #parts: Parts;
  readonly #panels = new Set<RunPanel>();
  /** The last inspection of each run, by the absolute path of its directory. */
  readonly #inspections = new Map<string, InspectionResult>();

  constructor(parts: Omit<Parts, 'panels'>) {
    this.#parts = { ...parts, panels: this };
  }

  /** Registers the editor of runs, and that comparisons are restored after a reload of the window. */
  register(): vscode.Disposable {
    return vscode.Disposable.from(
      vscode.window.registerCustomEditorProvider(runEditor, this, {
        supportsMultipleEditorsPerDocument: true,
        webviewOptions: { retainContextWhenHidden: false },
      }),
      vscode.window.registerWebviewPanelSerializer(comparisonPanel, this),
    );
  }

  /** Shows a run, in its editor where that is open already. */
  async open(directory: string, { preserveFocus = false } = {}): Promise<void> {
    const file = vscode.Uri.file(path.join(directory, runFiles.description));
    const options = { viewColumn: columnFor(file), preserveFocus, preview: false };
    // It is read while VS Code makes a tab for it; the page finds it, or what was wrong with it, for a while.
    const ahead = this.#parts.followed.follow(directory, readAhead);
    try {
      await vscode.commands.executeCommand('vscode.openWith', file, runEditor, options);
    } finally {
      ahead.dispose();
    }
  }

  /** Shows several runs side by side, in their panel where there is one already. */
  async compare(directories: readonly string[]): Promise<void> {
    const open = [...this.#panels].find((panel) => panel.shows(directories));
    if (open !== undefined) {
      open.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(
      comparisonPanel,
      vscode.l10n.t('{0} runs', directories.length),
      { viewColumn: columnFor(null) },
      { enableScripts: true, retainContextWhenHidden: false },
    );
    await this.#add(panel, { kind: 'runs', directories });
  }

  /** Whether an editor that shows this run can be seen. */
  isVisible(directory: string): boolean {
    return [...this.#panels].some((panel) => panel.isVisible && panel.shows([directory]));
  }

  /** Shows what came of an inspection wherever the run is shown, now and later. */
  tellInspection(directory: string, inspection: InspectionResult): void {
    this.#inspections.set(directory, inspection);
    for (const panel of this.#panels) {
      panel.tellInspections();
    }
  }

  /** Shows what was measured and kept, in the editor of its run. */
  async showMeasured(measured: Measured): Promise<void> {
    const { directory } = measured;
    await this.open(directory);
    for (const panel of this.#panels) {
      if (panel.shows([directory])) {
        panel.showMeasured({ ...measured, directory: path.basename(directory) });
      }
    }
  }

  /** What came of the last inspection of the run; null where it was not inspected in this window. */
  inspectionOf(directory: string): InspectionResult | null {
    return this.#inspections.get(directory) ?? null;
  }

  /** Has the panel in front do something; false where none of ours is in front. */
  withActive(perform: (panel: RunPanel) => void): boolean {
    const active = [...this.#panels].find(({ isActive }) => isActive);
    if (active !== undefined) {
      perform(active);
    }
    return active !== undefined;
  }

  openCustomDocument(uri: vscode.Uri): vscode.CustomDocument {
    return { uri, dispose: () => undefined };
  }

  async resolveCustomEditor(
    { uri }: vscode.CustomDocument,
    panel: vscode.WebviewPanel,
  ): Promise<void> {
    const { documentContent } = await import('./document-content.js');
    await this.#add(panel, documentContent(uri));
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { restoredContent } = await import('./restored-content.js');
    await this.#add(panel, restoredContent(state));
  }

  async #add(webviewPanel: vscode.WebviewPanel, content: PageContent): Promise<void> {
    const { RunPanel } = await import('./run-panel.js');
    const panel = new RunPanel(webviewPanel, this.#parts, content);
    this.#panels.add(panel);
    panel.onDidDispose(() => {
      this.#panels.delete(panel);
    });
  }
}
