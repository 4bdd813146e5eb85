import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { RunState } from '../../../src/record/event.js';
import { readRun } from '../../../src/runs/read-run.js';
import { runStatus } from '../../../src/runs/run-status.js';
import type { Server } from '../vscode/server.js';

/** Absolute paths of the run directories in the server's workspace, or in a folder of it, oldest first. */
export async function runsIn({ profile }: Server, within = ''): Promise<string[]> {
  const folder = path.join(profile.workspace, within, '.modality-lens/runs');
  const names = await readdir(folder).catch(() => []);
  return names.sort().map((name) => path.join(folder, name));
}

/** The state of a run, as its directory says. */
export async function stateOf(directory: string): Promise<RunState> {
  return (await runStatus(await readRun(directory))).state;
}
