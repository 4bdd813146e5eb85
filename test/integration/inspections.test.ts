import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GateMeasurement } from '../../src/record/gates.js';
import type { ChangeCounts, SampleMeasurement } from '../../src/record/samples.js';
import type { Utilization } from '../../src/record/utilization.js';
import { KeptInspections } from '../../src/runs/inspections/kept-inspections.js';
import { tinyModel, Workplace } from './support/command-line.js';
import threeModalities from './support/three-modalities.js';

/** The part of `inspect --json` that is looked at. */
interface Inspected {
  readonly utilization: Utilization;
  readonly samples: {
    readonly measurement: SampleMeasurement;
    readonly changes: readonly (ChangeCounts & { prediction: string; without: string })[];
  };
  readonly gates: GateMeasurement;
}

const place = await Workplace.create();
const kept = new KeptInspections();
let run: string;

beforeAll(async () => {
  await place.write('tiny.multimodal.ts', tinyModel());
  ({ run } = await place.train('tiny.multimodal.ts', '--backend', 'wasm'));
});

async function inspect(...parameters: string[]): Promise<Inspected> {
  const { stdout, stderr } = await place.run(
    ...['inspect', run, '--backend', 'wasm', '--json', ...parameters],
  );
  if (stdout === '') {
    throw new Error(stderr);
  }
  return JSON.parse(stdout) as Inspected;
}

describe('inspect', () => {
  it('keeps which samples change, as many as the utilization is made of, with the data’s own pictures', async () => {
    const { utilization, samples } = await inspect('--samples');
    for (const { branch, cut, points } of utilization.entries) {
      const names = ['gray', 'color'];
      const found = samples.changes.find(
        ({ prediction, without }) => prediction === names[branch] && without === names[cut],
      );
      const { lost = 0, gained = 0, samples: of = 1 } = found ?? {};
      expect((lost - gained) / of).toBeCloseTo(points.value ?? Number.NaN, 12);
    }
    const { measurement } = samples;
    expect(measurement).toMatchObject({ split: 'test', cut: 'mean', samples: 48 });
    expect(measurement.modalities).toMatchObject([
      { name: 'gray', form: 'image', height: 28, width: 28, channels: 1 },
      { name: 'color', form: 'image', height: 28, width: 28, channels: 3 },
    ]);
    expect((await kept.list(run)).samples).toEqual([
      { step: measurement.step, split: 'test', cut: 'mean' },
    ]);
    const file = await kept.samples(run, measurement);
    const filters = [0, 1].map((cut) => ({ branch: 2, cut, change: null, label: null }));
    const pages = await Promise.all(filters.map((filter) => file.page(filter, 0, 96)));
    const rows = pages.flatMap((page) => page.rows);
    expect(rows.length).toBeGreaterThan(0);
    for (const { pictures } of rows) {
      const bytes = Buffer.from(pictures ?? '', 'base64');
      expect(bytes).toHaveLength(28 * 28 * 4);
      // A digit is drawn in one colour on black: its corner is as dark as it gets.
      expect(Math.max(...bytes.subarray(28 * 28))).toBeGreaterThan(100);
    }
  });

  it('looks at the gates of any checkpoint, and says what freezing them changes', async () => {
    const { gates, utilization } = await inspect('--gates', '--split', 'validation');
    expect(gates).toMatchObject({ split: 'validation', samples: 48, gateScale: 2 });
    expect(gates.modules.map((module) => module.map(({ mean }) => mean.length))).toEqual([
      [4, 4],
      [4, 6],
    ]);
    expect(gates.frozen.map(({ accuracy }) => accuracy.value)).toEqual(
      utilization.entries.map(({ accuracy }) => accuracy.value),
    );
    expect(await kept.gates(run, gates)).toEqual(gates);
  });

  it('has told of the gates during the training, and prints tables of both', async () => {
    const events = await place.run('events', run);
    expect(events.stdout).toContain('"type":"gates"');
    const { stdout } = await place.run(
      ...['inspect', run, '--backend', 'wasm', '--samples', '--gates'],
    );
    expect(stdout).toMatch(/prediction +cut off +lost +gained/);
    expect(stdout).toMatch(/gray, module 1 +4 +\d\.\d{3}/);
    expect(stdout).toContain('A, gates frozen');
  });

  it('refuses samples of a cut that gives each several predictions', async () => {
    const refused = await place.run('inspect', run, '--samples', '--cut', 'permute');
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('cut by mean or zero');
  });

  it('shows nothing of a file that somebody broke, and measures it anew', async () => {
    const { samples } = await inspect('--samples', '--cut', 'zero');
    const name = `samples-${String(samples.measurement.step).padStart(9, '0')}-test-zero.safetensors`;
    const file = path.join(run, 'inspections', name);
    await writeFile(file, (await readFile(file)).subarray(0, 500));
    await expect(kept.samples(run, samples.measurement)).rejects.toThrow('cannot be read');
    await inspect('--samples', '--cut', 'zero');
    expect((await kept.samples(run, samples.measurement)).measurement.samples).toBe(48);
  });

  it('draws vectors as curves, channels that are no colours side by side, and heat maps', async () => {
    await place.write('train.npz', threeModalities(60, 1));
    await place.write('test.npz', threeModalities(40, 2));
    await place.write(
      'three.multimodal.ts',
      tinyModel({
        name: `'three'`,
        data: `arrays({ train: 'train.npz', test: 'test.npz', heatMaps: ['depth'] })`,
        modalities: `{ image: convBranch({ filters: [4, 4] }), depth: convBranch({ filters: [4, 4] }),
          sound: denseBranch({ units: [4, 4] }) }`,
      }),
    );
    const three = await place.train('three.multimodal.ts', '--backend', 'wasm');
    const { stdout, stderr } = await place.run(
      ...['inspect', three.run, '--backend', 'wasm', '--json', '--samples'],
    );
    expect(stdout, stderr).not.toBe('');
    const { samples } = JSON.parse(stdout) as Inspected;
    expect(samples.changes).toHaveLength(9);
    expect(samples.measurement.modalities).toMatchObject([
      { name: 'image', form: 'image', channels: 3 },
      { name: 'depth', form: 'heat-map', height: 6, width: 6 },
      { name: 'sound', form: 'curve', width: 7 },
    ]);
  });
});
