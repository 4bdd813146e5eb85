import * as vscode from 'vscode';
import type { TrainingSessions } from './sessions/training-sessions.js';

/** Keeps the context keys by which package.json enables commands: whether there are sessions, training or paused. */
export function keepContextKeys(sessions: TrainingSessions): vscode.Disposable {
  let before = '';
  return sessions.onDidChange(() => {
    const { running } = sessions;
    const keys = {
      'modalityLens.sessions': running.length > 0,
      'modalityLens.training': running.some(
        ({ state }) => state === 'training' || state === 'evaluating',
      ),
      'modalityLens.paused': running.some(({ state }) => state === 'paused'),
    };
    const now = JSON.stringify(keys);
    if (now !== before) {
      before = now;
      for (const [key, value] of Object.entries(keys)) {
        void vscode.commands.executeCommand('setContext', key, value);
      }
    }
  });
}
