import * as vscode from 'vscode';
import { registerAssistantTools } from './editor/assistant/assistant-tools.js';
import { commandTable, registerCommands } from './editor/commands.js';
import { keepContextKeys } from './editor/context-keys.js';
import { keepGuideProgress } from './editor/guide-progress.js';
import { speakTheWindowsLanguage } from './editor/language.js';
import { ClearedResults } from './editor/lenses/cleared-results.js';
import { DefinitionLenses } from './editor/lenses/definition-lenses.js';
import { Log } from './editor/log.js';
import { Notifications } from './editor/notifications.js';
import { RunPanels } from './editor/panel/run-panels.js';
import type { Parts } from './editor/parts.js';
import { FindingActions } from './editor/problems/finding-actions.js';
import { FindingProblems } from './editor/problems/finding-problems.js';
import { MissingTypesActions } from './editor/problems/missing-types-actions.js';
import { ModelFileProblems } from './editor/problems/model-file-problems.js';
import { RunsTree } from './editor/runs-tree/runs-tree.js';
import { FollowedRuns } from './editor/runs/followed-runs.js';
import { RunLibrary } from './editor/runs/run-library.js';
import { InterruptedTrainings } from './editor/sessions/interrupted-trainings.js';
import { TrainingSessions } from './editor/sessions/training-sessions.js';
import { DiagnosticsView } from './editor/sidebar/diagnostics-view.js';
import { StatusBar } from './editor/status-bar.js';
import { TaskProvider } from './editor/tasks/task-provider.js';
import { tellOutcomes } from './editor/tell-outcomes.js';

/** Builds the parts of the extension and registers them; nothing is read or started before. Gives them to its tests. */
export function activate(context: vscode.ExtensionContext): Parts {
  speakTheWindowsLanguage();
  const { extensionUri } = context;
  const log = new Log();
  const notifications = new Notifications(log);
  const library = new RunLibrary();
  const commandLine = context.asAbsolutePath('dist/cli.js');
  const backends = vscode.Uri.joinPath(context.globalStorageUri, 'backends').fsPath;
  const sessions = new TrainingSessions(commandLine, backends, log);
  const followed = new FollowedRuns();
  const shared = { sessions, library, followed, notifications, log, extensionUri, backends };
  const panels = new RunPanels(shared);
  const parts = { ...shared, panels };
  const cleared = new ClearedResults(context.workspaceState);
  const lenses = new DefinitionLenses({ library, sessions, cleared });
  const findings = new FindingProblems({ library, cleared, log });
  const interrupted = new InterruptedTrainings(parts, context.workspaceState);
  context.subscriptions.push(
    ...[library, followed, sessions, cleared, lenses, interrupted],
    ...[new RunsTree(library, sessions), new ModelFileProblems(sessions)],
    ...[findings, new FindingActions(findings).register(), new MissingTypesActions().register()],
    ...[new StatusBar(sessions), keepContextKeys(sessions), tellOutcomes(parts)],
    keepGuideProgress(parts),
    ...[panels.register(), new DiagnosticsView(parts).register()],
    ...[new TaskProvider(commandLine, backends).register(), registerAssistantTools(parts)],
    registerCommands(commandTable(parts, lenses), parts),
  );
  log.info(`Modality Lens ${__VERSION__} on Node.js ${process.versions.node}`);
  void interrupted.takeUp();
  return parts;
}
