import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { commands, lm, Uri, workspace } from 'vscode';
import { activate } from './activation.js';

/** What came of asking for code to be run in a folder that is not trusted. */
export interface Untrusted {
  readonly isTrusted: boolean;
  /** Whether any of it ran. */
  readonly hasRun: boolean;
}

/** Asks for everything that would run the model file, past every menu, and writes what came of it. */
export async function run(): Promise<void> {
  await activate();
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  const file = Uri.joinPath(folder, 'marking.multimodal.ts');
  const directory = Uri.joinPath(folder, '.modality-lens', 'runs', 'one').fsPath;
  await commands.executeCommand('modalityLens.train', file);
  await commands.executeCommand('modalityLens.trainWithRebalancing', file);
  await commands.executeCommand('modalityLens.continueRun', directory);
  await commands.executeCommand('modalityLens.inspectUtilization', directory);
  for (const [name, input] of [
    ['modality_lens_start_training', { modelFile: 'marking.multimodal.ts' }],
    ['modality_lens_inspect_utilization', { measureAnew: true }],
  ] as const) {
    // It says that the folder is not trusted. Where VS Code asks the person instead, nobody answers.
    const told = lm.invokeTool(name, { input, toolInvocationToken: undefined });
    await Promise.race([told.then(undefined, String), delay(5_000)]);
  }
  const outcome: Untrusted = {
    isTrusted: workspace.isTrusted,
    hasRun: existsSync(path.join(process.env.TMPDIR ?? '', 'marker')),
  };
  writeFileSync(process.env.MODALITY_LENS_REPORT ?? '', JSON.stringify(outcome));
}
