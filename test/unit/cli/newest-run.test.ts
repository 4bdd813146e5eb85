import { rename } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runOrNewestOf } from '../../../src/cli/newest-run.js';
import { writeRun, type WrittenRun } from '../../integration/support/written-run.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

let runs: string;
let file: string;

beforeEach(() => {
  const folder = temporaryFolder();
  runs = path.join(folder, 'runs');
  file = path.join(folder, 'a.multimodal.ts');
});

/** A run directory of that name. */
async function run(name: string, changes: Partial<WrittenRun> = {}): Promise<string> {
  const made = await writeRun(runs, {
    ...{ name, modalities: ['gray', 'color'], steps: 3, modelFile: file },
    ...changes,
  });
  const directory = path.join(runs, name);
  await rename(made, directory);
  return directory;
}

describe('the run of a command', () => {
  it('is the newest of a model file that trained every modality', async () => {
    await run('1-older');
    const newest = await run('2-newest');
    await run('3-reference', { only: 'gray' });
    await run('4-another', { modelFile: `${file}.multimodal.ts` });
    expect(await runOrNewestOf(file, runs)).toBe(newest);
    expect(await runOrNewestOf(path.relative(process.cwd(), file), runs)).toBe(newest);
  });

  it('is said to be missing where the model file has none', async () => {
    const lonely = `lonely${path.sep}a.multimodal.ts`;
    await expect(runOrNewestOf(lonely, runs)).rejects.toMatchObject({
      description: { code: 'usage', file: path.resolve(lonely) },
    });
  });

  it('is any other path as it is', async () => {
    const older = await run('1-older');
    expect(await runOrNewestOf(older, null)).toBe(older);
  });
});
