import { writeFileSync } from 'node:fs';
import { commands, Uri, workspace } from 'vscode';
import { connectionsVariable, readConnections, whoIs } from '../vscode/connections.js';
import { activate } from './activation.js';

/** Calls out from the extension host and trains a model file that does, and writes what was recorded. */
export async function run(): Promise<void> {
  await activate();
  await fetch('http://192.0.2.1/', { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
  const folder = workspace.workspaceFolders?.[0]?.uri ?? Uri.file('/');
  await commands.executeCommand(
    'modalityLens.train',
    Uri.joinPath(folder, 'calling.multimodal.ts'),
  );
  const recorded = readConnections(process.env[connectionsVariable] ?? '')
    .filter(({ how }) => how !== 'begin')
    .map((each) => `${whoIs(each)}: ${each.how} ${each.target}`);
  writeFileSync(process.env.MODALITY_LENS_REPORT ?? '', JSON.stringify([...new Set(recorded)]));
}
