import path from 'node:path';
import * as vscode from 'vscode';
import { findModelFiles } from '../model-files.js';
import { backendSetting, runsDirectoryOf } from '../settings.js';
import type { TaskDefinition } from './task-definition.js';
import { taskType } from './task-type.js';

/** How many model files are offered as tasks. */
const mostModelFiles = 50;

/** What reads a task's output for mistakes in model files, as package.json declares it. */
const problemMatchers = ['$modality-lens', '$modality-lens-file'];

/**
 * Tasks that train the workspace's model files and inspect their newest runs: the command line in a terminal, so that
 * what goes on is seen, Ctrl-C stops it, and a reload of the window does not.
 */
export class TaskProvider implements vscode.TaskProvider {
  /** Path of the command line's bundle. */
  readonly #script: string;
  /** Path of the folder of the backends that are set up. */
  readonly #backends: string;

  constructor(script: string, backends: string) {
    this.#script = script;
    this.#backends = backends;
  }

  register(): vscode.Disposable {
    return vscode.tasks.registerTaskProvider(taskType, this);
  }

  async provideTasks(): Promise<vscode.Task[]> {
    // A model file is code: in a folder that is not trusted there is nothing to run.
    if (!vscode.workspace.isTrusted) {
      return [];
    }
    const tasks: vscode.Task[] = [];
    for (const file of await findModelFiles(mostModelFiles)) {
      const folder = vscode.workspace.getWorkspaceFolder(file);
      if (folder !== undefined) {
        const modelFile = path.relative(folder.uri.fsPath, file.fsPath).split(path.sep).join('/');
        for (const definition of definitionsFor(modelFile)) {
          tasks.push(await this.#task(definition, definition, folder));
        }
      }
    }
    return tasks;
  }

  /** The task that `tasks.json` describes; undefined where it describes none, which VS Code then says. */
  async resolveTask(task: vscode.Task): Promise<vscode.Task | undefined> {
    const { taskDefinition } = await import('./task-definition.js');
    const parsed = taskDefinition.safeParse(task.definition);
    const folder = folderOf(task.scope);
    return parsed.success && folder !== undefined && vscode.workspace.isTrusted
      ? // VS Code knows a resolved task by the very definition that it gave.
        this.#task(parsed.data, task.definition, folder)
      : undefined;
  }

  async #task(
    definition: TaskDefinition,
    given: vscode.TaskDefinition,
    folder: vscode.WorkspaceFolder,
  ): Promise<vscode.Task> {
    const { argumentsOf } = await import('./task-definition.js');
    const { commandLineSurroundings } = await import('../sessions/child-surroundings.js');
    const file = vscode.Uri.joinPath(folder.uri, definition.modelFile);
    const { node, environment } = await commandLineSurroundings(this.#backends);
    const parameters = argumentsOf(definition, {
      modelFile: file.fsPath,
      runs: runsDirectoryOf(file),
      backend: backendSetting(),
    });
    const execution = new vscode.ProcessExecution(node, [this.#script, ...parameters], {
      cwd: folder.uri.fsPath,
      env: { ...environment },
    });
    const name = nameOf(definition);
    const task = new vscode.Task(given, folder, name, taskType, execution, problemMatchers);
    task.detail = detailOf(definition);
    return task;
  }
}

function definitionsFor(modelFile: string): TaskDefinition[] {
  const type = taskType;
  return [
    { type, task: 'train', modelFile },
    { type, task: 'train', modelFile, balancing: 'guided' },
    { type, task: 'inspect', modelFile },
  ];
}

function folderOf(scope: vscode.Task['scope']): vscode.WorkspaceFolder | undefined {
  return typeof scope === 'object' ? scope : vscode.workspace.workspaceFolders?.[0];
}

function nameOf(definition: TaskDefinition): string {
  const { modelFile } = definition;
  if (definition.task === 'inspect') {
    return vscode.l10n.t('inspect {0}', modelFile);
  }
  return definition.balancing === undefined
    ? vscode.l10n.t('train {0}', modelFile)
    : vscode.l10n.t('train {0}, {1}', modelFile, definition.balancing);
}

function detailOf(definition: TaskDefinition): string {
  if (definition.task === 'inspect') {
    return vscode.l10n.t('Measures conditional utilization of the newest run, in a terminal.');
  }
  return definition.balancing === undefined
    ? vscode.l10n.t('Trains as the file says, in a terminal.')
    : vscode.l10n.t('Trains with another balancing than the file says, in a terminal.');
}
