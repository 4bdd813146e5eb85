import type * as vscode from 'vscode';
import { DefinitionLenses } from './editor/lenses/definition-lenses.js';
import { Log } from './editor/log.js';
import { ModelFileProblems } from './editor/problems/model-file-problems.js';
import { RunLibrary } from './editor/runs/run-library.js';
import { RunsTree } from './editor/runs-tree/runs-tree.js';
import { TrainingSessions } from './editor/sessions/training-sessions.js';

/** What the extension gives to other extensions, and to its tests. */
export interface ModalityLens {
  readonly sessions: TrainingSessions;
  readonly library: RunLibrary;
}

/** Builds the parts of the extension and registers them. Nothing is read or started here. */
export function activate(context: vscode.ExtensionContext): ModalityLens {
  const log = new Log();
  const library = new RunLibrary();
  const sessions = new TrainingSessions(context.asAbsolutePath('dist/cli.js'), log);
  const lenses = new DefinitionLenses({ library, sessions, memento: context.workspaceState });
  const tree = new RunsTree(library, sessions);
  const problems = new ModelFileProblems(sessions);
  context.subscriptions.push(log, library, sessions, lenses, tree, problems);
  return { sessions, library };
}
