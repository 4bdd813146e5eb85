import path from 'node:path';
import * as vscode from 'vscode';
import type { BackendName } from '../record/run.js';
import type { GpuSettings } from './sessions/gpu-environment.js';

/** What a person may have chosen for the re-balancing; null leaves it to the model file, or the paper's. */
export interface BalancingSettings {
  readonly alpha: number | null;
  readonly window: number | null;
  readonly warmUpEpochs: number | null;
}

function configuration(scope?: vscode.ConfigurationScope): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('modalityLens', scope);
}

/** The backend to train on; null: the first of the ladder that works. */
export function backendSetting(): BackendName | null {
  const chosen = configuration().get<BackendName | 'auto'>('backend', 'auto');
  return chosen === 'auto' ? null : chosen;
}

/** Path of the Node binary of training processes; null: the one that VS Code brings. */
export function nodeSetting(): string | null {
  const chosen = configuration().get<string>('node', '').trim();
  return chosen === '' ? null : chosen;
}

/** Threads that the embedded backend computes on; null: as many as it takes of itself. */
export function threadsSetting(): number | null {
  const chosen = configuration().get<number>('threads', 0);
  return chosen > 0 ? Math.round(chosen) : null;
}

/** What a person may have chosen for the setting up of backends; null: found by itself. */
export function setUpSettings(): Readonly<
  Record<'registry' | 'npm' | 'python' | 'compiler', string | null>
> {
  const chosen = (name: string): string | null =>
    configuration().get<string>(`setUp.${name}`, '').trim() || null;
  return {
    registry: chosen('registry'),
    npm: chosen('npm'),
    python: chosen('python'),
    compiler: chosen('compiler'),
  };
}

/** What a person may have chosen for GPUs. */
export function gpuSettings(): GpuSettings {
  const chosen = configuration();
  return {
    allowGrowth: chosen.get<boolean>('gpu.allowGrowth', true),
    visibleDevices: chosen.get<string>('gpu.visibleDevices', '').trim() || null,
    libraryPaths: chosen.get<readonly string[]>('gpu.libraryPaths', []),
  };
}

/** α, Q and the warm-up that stand over the model file's. */
export function balancingSettings(scope: vscode.Uri): BalancingSettings {
  const chosen = configuration(scope);
  return {
    alpha: chosen.get<number | null>('alpha', null),
    window: chosen.get<number | null>('window', null),
    warmUpEpochs: chosen.get<number | null>('warmUpEpochs', null),
  };
}

/** Whether code lenses are shown in the file. */
export function codeLensesSetting(scope: vscode.Uri): boolean {
  return configuration(scope).get<boolean>('codeLenses', true);
}

/** Whether what the newest run found stands in the Problems view, at its line of the file. */
export function findingProblemsSetting(scope: vscode.Uri): boolean {
  return configuration(scope).get<boolean>('findingsInProblems', true);
}

/** What to do with a training that a reload of the window interrupted. */
export function continueAfterReloadSetting(): 'ask' | 'always' | 'never' {
  return configuration().get<'ask' | 'always' | 'never'>('continueAfterReload', 'ask');
}

/** How long a model file may take to load, milliseconds. */
export function loadingTimeoutSetting(scope: vscode.Uri): number {
  return configuration(scope).get<number>('loadingTimeout', 120) * 1000;
}

/** Absolute path of the folder that a workspace folder's runs are in. */
export function runsDirectoryOfFolder(folder: vscode.WorkspaceFolder): string {
  const chosen = configuration(folder.uri).get<string>('runsFolder', '').trim();
  return path.resolve(folder.uri.fsPath, chosen === '' ? defaultRunsFolder : chosen);
}

/** Absolute path of the folder that a training of `file` writes its run to. */
export function runsDirectoryOf(file: vscode.Uri): string {
  const folder =
    vscode.workspace.getWorkspaceFolder(file) ?? vscode.workspace.workspaceFolders?.[0];
  return folder === undefined
    ? path.resolve(path.dirname(file.fsPath), defaultRunsFolder)
    : runsDirectoryOfFolder(folder);
}

const defaultRunsFolder = path.join('.modality-lens', 'runs');
