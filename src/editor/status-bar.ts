import * as vscode from 'vscode';
import type { TrainingSessions } from './sessions/training-sessions.js';
import { statusBarText } from './status-bar-text.js';

/** The entry of the status bar: what the trainings of this window are doing; not there without any. */
export class StatusBar implements vscode.Disposable {
  readonly #sessions: TrainingSessions;
  readonly #item: vscode.StatusBarItem;
  readonly #subscription: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;

  constructor(sessions: TrainingSessions) {
    this.#sessions = sessions;
    this.#item = vscode.window.createStatusBarItem(
      'modalityLens.training',
      vscode.StatusBarAlignment.Left,
    );
    this.#item.name = vscode.l10n.t('Modality Lens: Training');
    this.#subscription = sessions.onDidChange(() => {
      this.#update();
    });
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #update(): void {
    const { running } = this.#sessions;
    const shown = statusBarText(running, Date.now());
    if (shown === null) {
      clearInterval(this.#timer);
      this.#timer = undefined;
      this.#item.hide();
      return;
    }
    // A training that stalls tells nothing: look whether it does.
    this.#timer ??= setInterval(() => {
      this.#update();
    }, 1000);
    const directory = running.length === 1 ? running[0].directory : null;
    this.#item.text = shown.text;
    this.#item.tooltip = shown.tooltip;
    this.#item.command = {
      title: vscode.l10n.t('Open Run'),
      command: 'modalityLens.openRun',
      arguments: directory === null ? [] : [directory],
    };
    this.#item.show();
  }
}
