import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../../..');

/** The model file that pictures show. */
export const modelFile = 'colored-and-gray-mnist.multimodal.ts';

/** Where runs are, in a folder. */
const runs = '.modality-lens/runs';

/** How each run is trained: with each of two seeds as it is and re-balanced, so that differences are paired. */
const trainings = [
  ['--balancing', 'guided', '--seed', '8'],
  ['--balancing', 'vanilla', '--seed', '8'],
  ['--balancing', 'guided', '--seed', '7'],
  ['--balancing', 'vanilla', '--seed', '7'],
];

/** What is looked at of the newest of them. */
const inspection = ['--samples', '--gates', '--checkpoint', 'last', '--split', 'validation'];

/** The example with fewer digits and filters: a run of a minute. */
export async function shortExample(): Promise<string> {
  const text = await readFile(path.join(root, 'examples', modelFile), 'utf8');
  return text
    .replace(`{ source: 'drawn' }`, `{ source: 'drawn', train: 1600, validation: 600, test: 300 }`)
    .replaceAll('[16, 32, 64, 64]', '[8, 16, 16, 16]');
}

/**
 * Trains what pictures show, and looks at samples and gates of the newest run. Kept under `.cache/` until the example
 * changes.
 *
 * @returns the folder that it was trained in
 */
export async function picturedRuns(): Promise<string> {
  const text = await shortExample();
  const key = createHash('sha256')
    .update(JSON.stringify([text, trainings, inspection]))
    .digest('hex');
  const folder = path.join(root, '.cache/pictured', key.slice(0, 12));
  if (existsSync(folder)) {
    return folder;
  }
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await writeFile(path.join(unfinished, modelFile), text);
  const call = (...parameters: string[]) =>
    promisify(execFile)(process.execPath, [path.join(root, 'dist/cli.js'), ...parameters], {
      cwd: unfinished,
    });
  for (const training of trainings) {
    console.log(`Training what is pictured: ${training.join(' ')}`);
    await call('train', modelFile, '--backend', 'wasm', ...training);
  }
  const newest = (await readdir(path.join(unfinished, runs))).sort().at(-1) ?? '';
  await call('inspect', path.join(runs, newest), ...inspection);
  await rename(unfinished, folder);
  return folder;
}

/** Puts the runs of {@link picturedRuns} into a workspace, as if they had been trained there. */
export async function copyRuns(from: string, workspace: string): Promise<void> {
  await cp(path.join(from, runs), path.join(workspace, runs), { recursive: true });
  for (const name of await readdir(path.join(workspace, runs))) {
    const file = path.join(workspace, runs, name, 'run.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll(`${from}.unfinished`, workspace));
  }
}
