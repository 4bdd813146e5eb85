import * as vscode from 'vscode';
import { describeProblem, type ProblemDescription } from '../record/problem.js';
import type { Log } from './log.js';
import { problemInShort } from './problem-in-short.js';
import { trustEntry } from './trust.js';

/** A way out that a notification offers. */
export interface Way {
  readonly title: string;
  readonly take: () => unknown;
}

/** Tells the person what has happened, with the ways out as buttons. */
export class Notifications {
  readonly #log: Log;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Tells of something thrown; not of what the person gave up. */
  failure(thrown: unknown): void {
    if (thrown instanceof vscode.CancellationError) {
      return;
    }
    this.problem(describeProblem(thrown));
  }

  /** Tells of a problem, and offers `further` ways out beside those that its kind has. */
  problem(problem: ProblemDescription, further: readonly Way[] = []): void {
    this.#log.problem(problem);
    const text = problemInShort(problem);
    if (problem.entry === trustEntry) {
      this.#offer(vscode.window.showWarningMessage, text, [manageTrust()]);
      return;
    }
    this.#offer(vscode.window.showErrorMessage, text, [
      ...further,
      ...waysTo(problem),
      this.#showLog(),
    ]);
  }

  /** Tells that something is as it should be, or asks what is to be done. */
  information(text: string, ways: readonly Way[] = []): void {
    this.#offer(vscode.window.showInformationMessage, text, ways);
  }

  #showLog(): Way {
    return {
      title: vscode.l10n.t('Show Log'),
      take: () => {
        this.#log.show();
      },
    };
  }

  /** Shows the message; nobody waits for the person to answer. */
  #offer(
    show: (text: string, ...titles: string[]) => Thenable<string | undefined>,
    text: string,
    ways: readonly Way[],
  ): void {
    void (async () => {
      try {
        const chosen = await show(text, ...ways.map(({ title }) => title));
        await ways.find(({ title }) => title === chosen)?.take();
      } catch (thrown) {
        this.failure(thrown);
      }
    })();
  }
}

function waysTo({ code, file, line, entry }: ProblemDescription): Way[] {
  if (entry?.startsWith('modalityLens.') === true) {
    return [
      {
        title: vscode.l10n.t('Open Settings'),
        take: () => vscode.commands.executeCommand('workbench.action.openSettings', entry),
      },
    ];
  }
  if (code === 'backend') {
    return [
      {
        title: vscode.l10n.t('Show Compute Backends'),
        take: () => vscode.commands.executeCommand('modalityLens.showBackends'),
      },
    ];
  }
  if (file === undefined || !/\.[cm]?[jt]s$/.test(file)) {
    return [];
  }
  return [{ title: vscode.l10n.t('Show in File'), take: () => showInFile(file, line) }];
}

function manageTrust(): Way {
  return {
    title: vscode.l10n.t('Manage Workspace Trust'),
    take: () => vscode.commands.executeCommand('workbench.trust.manage'),
  };
}

/** Opens a file, at a line from 1 where it is known. */
export async function showInFile(file: string, line?: number): Promise<void> {
  const position = new vscode.Position((line ?? 1) - 1, 0);
  await vscode.window.showTextDocument(vscode.Uri.file(file), {
    ...(line === undefined ? {} : { selection: new vscode.Range(position, position) }),
  });
}
