import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import * as vscode from 'vscode';
import { continueRun } from '../actions/train.js';
import type { Parts } from '../parts.js';
import { continueAfterReloadSetting } from '../settings.js';

/** Where the window keeps which runs it was training, by the paths of their directories. */
const key = 'modalityLens.trained';

/** How long the training process of an earlier window may take to write its checkpoint and end, milliseconds. */
const patience = 5 * 60_000;

/** How often to look whether it has ended, milliseconds. */
const interval = 500;

/**
 * Remembers which runs this window trains, so that those which a reload of it interrupts can go on afterwards.
 */
export class InterruptedTrainings implements vscode.Disposable {
  readonly #parts: Parts;
  readonly #memory: vscode.Memento;
  readonly #subscription: vscode.Disposable;
  readonly #disposed = new AbortController();
  /** Those of an earlier window that nobody has decided on yet. */
  #left: readonly string[];

  constructor(parts: Parts, memory: vscode.Memento) {
    this.#parts = parts;
    this.#memory = memory;
    this.#left = strings(memory.get(key));
    this.#subscription = parts.sessions.onDidChange(() => {
      this.#remember();
    });
  }

  /** Goes on with what an earlier window was training, as the person wants it; settles when all is decided. */
  async takeUp(): Promise<void> {
    await Promise.all(this.#left.map((directory) => this.#takeUp(directory)));
  }

  dispose(): void {
    this.#disposed.abort();
    this.#subscription.dispose();
  }

  async #takeUp(directory: string): Promise<void> {
    try {
      if (continueAfterReloadSetting() !== 'never' && (await this.#isInterrupted(directory))) {
        await trusted(this.#disposed.signal);
        if (await this.#isWanted(directory)) {
          await continueRun(this.#parts, directory);
        }
      }
    } catch (thrown) {
      if (!this.#disposed.signal.aborted) {
        this.#parts.notifications.failure(thrown);
      }
    } finally {
      if (!this.#disposed.signal.aborted) {
        this.#left = this.#left.filter((each) => each !== directory);
        this.#remember();
      }
    }
  }

  /** Whether the run was interrupted, once its earlier training process has ended. */
  async #isInterrupted(directory: string): Promise<boolean> {
    const { existsSync } = await import('node:fs');
    if (!existsSync(directory) || !(await this.#isFree(directory))) {
      return false;
    }
    this.#parts.library.poke();
    const { status } = await this.#parts.library.read(directory);
    return status.state === 'interrupted';
  }

  /** Waits for the run's earlier training process to end; false where that takes too long. */
  async #isFree(directory: string): Promise<boolean> {
    const { livingWriter } = await import('../../runs/lock-holder.js');
    const { signal } = this.#disposed;
    const end = Date.now() + patience;
    const waiting = async (): Promise<boolean> => {
      while (livingWriter(directory) !== null) {
        if (Date.now() > end) {
          this.#parts.log.info(`${directory} is still written by its earlier training process.`);
          return false;
        }
        await wait(interval, undefined, { signal });
      }
      return true;
    };
    const title = vscode.l10n.t('Waiting for the training before the reload to end');
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, waiting);
  }

  async #isWanted(directory: string): Promise<boolean> {
    if (continueAfterReloadSetting() === 'always') {
      return true;
    }
    const { description } = await this.#parts.library.read(directory);
    const goOn = vscode.l10n.t('Continue');
    const chosen = await vscode.window.showInformationMessage(
      vscode.l10n.t(
        'The training of {0} was interrupted when its window was reloaded or closed. Continue it?',
        path.basename(description.model.file),
      ),
      goOn,
      vscode.l10n.t('Not Now'),
    );
    return chosen === goOn;
  }

  #remember(): void {
    const trained = this.#parts.sessions.running.flatMap(({ directory }) =>
      directory === null ? [] : [directory],
    );
    const now = [...new Set([...this.#left, ...trained])];
    if (now.join('\n') !== strings(this.#memory.get(key)).join('\n')) {
      void this.#memory.update(key, now);
    }
  }
}

/** Settles when the window's folders are trusted. Rejects when `signal` aborts. */
function trusted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (vscode.workspace.isTrusted) {
      resolve();
      return;
    }
    const granted = vscode.workspace.onDidGrantWorkspaceTrust(() => {
      granted.dispose();
      resolve();
    });
    signal.addEventListener('abort', () => {
      granted.dispose();
      reject(signal.reason as Error);
    });
  });
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
