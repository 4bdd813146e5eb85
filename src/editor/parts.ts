import type * as vscode from 'vscode';
import type { Log } from './log.js';
import type { Notifications } from './notifications.js';
import type { RunPanels } from './panel/run-panels.js';
import type { FollowedRuns } from './runs/followed-runs.js';
import type { RunLibrary } from './runs/run-library.js';
import type { TrainingSessions } from './sessions/training-sessions.js';

/** The parts of the extension that what a person does is made of. */
export interface Parts {
  readonly sessions: TrainingSessions;
  readonly library: RunLibrary;
  /** The runs that pages show. */
  readonly followed: FollowedRuns;
  readonly panels: RunPanels;
  readonly notifications: Notifications;
  readonly log: Log;
  /** Where the extension is installed. */
  readonly extensionUri: vscode.Uri;
  /** Path of the folder, in the extension's storage, for the backends that are set up. */
  readonly backends: string;
}
