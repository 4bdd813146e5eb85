import * as vscode from 'vscode';
import type { GuideStep } from './guide-steps.js';
import type { Parts } from './parts.js';

/** Says that a step of the walkthrough is done; VS Code remembers it. */
export function guideStepDone(step: GuideStep): void {
  void vscode.commands.executeCommand('setContext', `modalityLens.guide.${step}`, true);
}

/** Ticks off the steps of the walkthrough once what they are about has happened, however it was asked for. */
export function keepGuideProgress({
  sessions,
  library,
}: Pick<Parts, 'sessions' | 'library'>): vscode.Disposable {
  const directories = new Set<string>();
  return vscode.Disposable.from(
    sessions.onDidChange(({ directory, balancing }) => {
      if (directory === null) {
        return;
      }
      if (balancing?.strategy === 'guided') {
        guideStepDone('rebalanced');
      }
      if (!directories.has(directory)) {
        directories.add(directory);
        guideStepDone('trained');
        void noteOwnData(library, directory);
      }
    }),
    sessions.onDidInspect(() => {
      guideStepDone('inspected');
    }),
  );
}

/** A run on arrays is one on the person's own data. */
async function noteOwnData(library: Parts['library'], directory: string): Promise<void> {
  try {
    const { configuration } = (await library.read(directory)).description;
    const { data } = configuration;
    if (typeof data === 'object' && data !== null && 'kind' in data && data.kind === 'arrays') {
      guideStepDone('ownData');
    }
  } catch {
    // The list of runs says what is wrong with it.
  }
}
