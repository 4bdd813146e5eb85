import path from 'node:path';
import * as vscode from 'vscode';
import type { InspectionResult } from '../../record/inspection.js';
import type { Parts } from '../parts.js';
import type { RunPanel } from './run-panel.js';

/** The type of the panels, as package.json and VS Code know it. */
const viewType = 'modalityLens.run';

/**
 * The panels of this window, one for each choice of runs. They are never closed here: a window that is reloaded keeps
 * them.
 */
export class RunPanels implements vscode.WebviewPanelSerializer {
  readonly #parts: Parts;
  readonly #panels = new Set<RunPanel>();

  constructor(parts: Omit<Parts, 'panels'>) {
    this.#parts = { ...parts, panels: this };
  }

  /** Registers that panels are restored after a reload of the window. */
  register(): vscode.Disposable {
    return vscode.window.registerWebviewPanelSerializer(viewType, this);
  }

  /** Shows a run, in its panel where it has one already. */
  async open(directory: string, { preserveFocus = false } = {}): Promise<RunPanel> {
    const { RunPanel } = await import('./run-panel.js');
    const open = [...this.#panels].find((panel) => panel.shows(directory));
    if (open !== undefined) {
      open.reveal(preserveFocus);
      return open;
    }
    const panel = vscode.window.createWebviewPanel(
      viewType,
      path.basename(directory),
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus },
      { enableScripts: true, retainContextWhenHidden: false },
    );
    return this.#add(new RunPanel(panel, this.#parts, { kind: 'runs', directories: [directory] }));
  }

  /** Whether a panel that shows this run can be seen. */
  isVisible(directory: string): boolean {
    return [...this.#panels].some((panel) => panel.isVisible && panel.shows(directory));
  }

  /** Shows what came of an inspection in the run's panel. */
  async showInspection(directory: string, inspection: InspectionResult): Promise<void> {
    const panel = await this.open(directory);
    panel.showInspection(path.basename(directory), inspection);
  }

  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { RunPanel } = await import('./run-panel.js');
    const { restoredContent } = await import('./restored-content.js');
    this.#add(new RunPanel(panel, this.#parts, restoredContent(state)));
  }

  #add(panel: RunPanel): RunPanel {
    this.#panels.add(panel);
    panel.onDidDispose(() => {
      this.#panels.delete(panel);
    });
    return panel;
  }
}
