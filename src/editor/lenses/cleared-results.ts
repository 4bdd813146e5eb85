import * as vscode from 'vscode';
import type { KnownRun } from '../runs/known-run.js';

/** The results that a person has cleared, by run directory: how far the run was then. Kept over reloads. */
export class ClearedResults implements vscode.Disposable {
  readonly #memento: vscode.Memento;
  readonly #changed = new vscode.EventEmitter<void>();
  /** Told when results were cleared. */
  readonly onDidChange = this.#changed.event;

  constructor(memento: vscode.Memento) {
    this.#memento = memento;
  }

  /** Whether what `run` has to say was cleared; what it measured since then was not. */
  has(run: KnownRun): boolean {
    return this.#all()[run.directory] === progressOf(run);
  }

  /** Clears what `runs` have to say now, and forgets of others that they were cleared. */
  async clear(runs: readonly KnownRun[]): Promise<void> {
    const cleared = Object.fromEntries(runs.map((run) => [run.directory, progressOf(run)]));
    await this.#memento.update(key, cleared);
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #all(): Partial<Record<string, string>> {
    const kept = this.#memento.get<unknown>(key);
    return typeof kept === 'object' && kept !== null ? kept : {};
  }
}

const key = 'modalityLens.clearedResults';

function progressOf({ status, summary }: KnownRun): string {
  return `${status.state} ${summary.lastUtilization?.step ?? 'unmeasured'}`;
}
