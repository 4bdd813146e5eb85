import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { nullTrainings, type NullTrainings } from '../../src/record/null-band.js';
import { tinyModel, Workplace } from './support/command-line.js';

const place = await Workplace.create();
let run: string;

beforeAll(async () => {
  await place.write('tiny.multimodal.ts', tinyModel());
  ({ run } = await place.train('tiny.multimodal.ts', '--backend', 'wasm'));
});

function inspect(...parameters: string[]) {
  return place.run('inspect', run, '--backend', 'wasm', ...parameters);
}

async function kept(): Promise<NullTrainings> {
  return nullTrainings.parse(JSON.parse(await readFile(path.join(run, 'null-band.json'), 'utf8')));
}

describe('the null band', () => {
  it('is measured once, kept with the run, and shown from then on', async () => {
    const { code, stdout, stderr } = await inspect('--null', '2');
    expect(`${String(code)} ${stderr}`).toMatch(/^0 Training 1 of 2 .*\nTraining 2 of 2 .*\n$/);
    expect(stdout).toMatch(/d_speed after step 12: \S+, (in|out)side its null band \[\S+, \S+\]/);
    const { steps, trainings } = await kept();
    // The warm-up and the epoch after it: two epochs of six steps.
    expect(steps).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    const seeds = trainings.map(({ seed }) => seed);
    expect(new Set([3, ...seeds]).size).toBe(3);
    expect(trainings[0].speedDifferences).not.toEqual(trainings[1].speedDifferences);

    const again = await inspect('--null', '2', '--json');
    expect(again.stderr).not.toContain('Training');
    const document = JSON.parse(again.stdout) as { nullBand: object };
    expect(document.nullBand).toMatchObject({ step: 12, trainings: 2 });
    const compared = await place.run('compare', run, '--backend', 'wasm');
    expect(compared.stdout).toMatch(/d_speed beside its null band +\S+, null band \[/);
  });

  it('keeps what it has when more is asked for, and begins anew for another length', async () => {
    const before = (await kept()).trainings;
    await inspect('--null', '3');
    const more = (await kept()).trainings;
    expect(more).toHaveLength(3);
    expect(more.slice(0, 2)).toEqual(before);
    await inspect('--null', '2', '--null-steps', '5');
    const shorter = await kept();
    expect(shorter.steps).toEqual([1, 2, 3, 4, 5]);
    expect(shorter.trainings.map(({ seed }) => seed)).toEqual(before.map(({ seed }) => seed));
    const [first] = shorter.trainings;
    expect(first.speedDifferences).toEqual(before[0].speedDifferences.slice(0, 5));
  });

  it('that is damaged is told with the way out', async () => {
    await writeFile(path.join(run, 'null-band.json'), '{"schemaVersion": 1}');
    const { code, stderr } = await inspect();
    expect(code).toBe(1);
    expect(stderr).toMatch(/null-band\.json.*Delete the file, and measure the null band again/s);
  });

  it('needs two trainings, two modalities, and weights that were drawn', async () => {
    expect((await inspect('--null', '1')).code).toBe(2);
    const weights = place.path('weights.safetensors');
    await place.run('weights', 'export', run, '--out', weights);
    const options = ['--backend', 'wasm', '--max-steps', '1', '--init', weights];
    const given = await place.train('tiny.multimodal.ts', ...options);
    const refused = await place.run('inspect', given.run, '--null', '2', '--backend', 'wasm');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('began from given weights');
  });
});
