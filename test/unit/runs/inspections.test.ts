import fc from 'fast-check';
import {
  mkdir,
  mkdtemp,
  readFile,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/record/problem.js';
import type { SampleFilter } from '../../../src/record/samples.js';
import { readGates, writeGates } from '../../../src/runs/inspections/gate-file.js';
import {
  gatesPath,
  listInspections,
  samplesPath,
} from '../../../src/runs/inspections/inspection-files.js';
import { KeptInspections } from '../../../src/runs/inspections/kept-inspections.js';
import { SampleFile } from '../../../src/runs/inspections/sample-file.js';
import { encodeSamples, writeSamples } from '../../../src/runs/inspections/write-samples.js';
import { readRun, type Run } from '../../../src/runs/read-run.js';
import { writeRun } from '../../integration/support/written-run.js';
import { asyncProblemOf } from '../../support/problem-of.js';
import { syntheticGates } from '../../support/synthetic-gates.js';
import { pictureByte, syntheticSamples } from '../../support/synthetic-samples.js';

const choice = { step: 500, split: 'test', cut: 'mean' } as const;
const lost: SampleFilter = { branch: 0, cut: 1, change: 'lost', label: null };
let folder: string;
let run: Run;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'modality-lens-'));
  const written = { name: 'a', modalities: ['gray', 'color'], steps: 3 } as const;
  run = await readRun(await writeRun(folder, written));
  file = path.join(run.directory, samplesPath(choice));
});

afterEach(() => rm(folder, { recursive: true }));

/** Keeps 60 samples with the run. */
async function keep(given: Partial<Parameters<typeof syntheticSamples>[0]> = {}): Promise<void> {
  const { measurement, predictions, pictures } = syntheticSamples({ run: 'plain', ...given });
  await writeSamples(run, measurement, predictions, pictures);
}

async function whatIsWrong(): Promise<string> {
  return (await asyncProblemOf(() => SampleFile.open(run, choice))).what;
}

describe('samples that are kept with a run', () => {
  it('are listed, the latest checkpoint first, and read page by page with their pictures', async () => {
    await keep({ step: 20 });
    await keep();
    expect(await listInspections(run)).toEqual({
      samples: [choice, { ...choice, step: 20 }],
      gates: [],
    });
    const samples = await SampleFile.open(run, choice);
    const whole = await samples.page(lost, 0, 96);
    // Every third, but not those that were mistaken before.
    const expected = [3, 6, 9, 12, 18, 21, 24, 27, 33, 36, 39, 42, 48, 51, 54, 57];
    expect(whole.rows.map(({ sample }) => sample)).toEqual(expected);
    expect(whole).toMatchObject({ total: 16, offset: 0, counts: { lost: 16, gained: 4 } });
    const page = await samples.page(lost, 5, 3);
    expect(page.rows).toEqual(whole.rows.slice(5, 8));
    const [{ sample, label, before, after, pictures }] = page.rows;
    expect({ sample, label, before, after }).toEqual({ sample: 21, label: 1, before: 1, after: 0 });
    const bytes = [...Buffer.from(pictures ?? '', 'base64')];
    expect(bytes).toEqual(Array.from({ length: 64 }, (_, place) => pictureByte(21, place)));
    const ofClass = await samples.page({ ...lost, change: null, label: 0 }, 0, 96);
    expect(new Set(ofClass.rows.map((row) => row.label))).toEqual(new Set([0]));
    expect((await samples.page(lost, 96, 96)).rows).toEqual([]);
  });

  it('have pictures as far as they are kept', async () => {
    await keep({ pictured: 2 });
    const { rows } = await (await SampleFile.open(run, choice)).page(lost, 0, 3);
    // The first two that change at all are 0 and 3.
    expect(rows.map(({ pictures }) => pictures !== null)).toEqual([true, false, false]);
  });

  it('are read anew once they were measured again', async () => {
    const kept = new KeptInspections();
    await keep();
    const first = await kept.samples(run.directory, choice);
    expect(await kept.samples(run.directory, choice)).toBe(first);
    await keep({ samples: 6 });
    expect((await kept.samples(run.directory, choice)).measurement.samples).toBe(6);
  });

  it('are a problem with its place where they are damaged, and nothing else', async () => {
    await keep();
    await truncate(file, 700);
    expect(await whatIsWrong()).toContain('the file breaks off');
    await keep();
    await writeFile(file, 'x', { flag: 'a' });
    expect(await whatIsWrong()).toContain('goes on after its tensors');
    await writeFile(file, 'no');
    expect(await asyncProblemOf(() => SampleFile.open(run, choice))).toMatchObject({
      file,
      remedy: expect.stringContaining('Delete the file') as string,
    });
    const header = Buffer.alloc(9);
    header.writeBigUInt64LE(2n ** 50n);
    await writeFile(file, header);
    expect(await whatIsWrong()).toContain('header has more than');
  });

  it('that fell to pieces anywhere are read or refused', async () => {
    const { measurement, predictions, pictures } = syntheticSamples({ run: 'plain', samples: 6 });
    const whole = encodeSamples(measurement, predictions, pictures);
    await keep();
    const place = fc.nat(whole.length - 1);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 4 }),
        async (changes) => {
          const damaged = Uint8Array.from(whole);
          changes.forEach(([at, value]) => {
            damaged[at] = value;
          });
          await writeFile(file, damaged);
          try {
            await (await SampleFile.open(run, choice)).page(lost, 0, 96);
          } catch (thrown) {
            expect(thrown).toBeInstanceOf(Problem);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of another run, or of classes that there are not, are refused', async () => {
    await keep({ run: 'another' });
    expect(await whatIsWrong()).toBe('These samples were measured of another run.');
    const { measurement, predictions, pictures } = syntheticSamples({ run: 'plain' });
    predictions.intact[1][7] = 2;
    await writeSamples(run, measurement, predictions, pictures);
    expect(await whatIsWrong()).toContain('a value is not one of -1 to 1');
  });

  it('that speak of too many bytes are refused before they are read', async () => {
    const { measurement, predictions, pictures } = syntheticSamples({ run: 'plain' });
    const large = { ...measurement, samples: 2 ** 30 };
    await writeSamples(run, large, predictions, pictures);
    expect(await whatIsWrong()).toContain('it is to be there, as I32');
  });

  it('are read and written in the run alone', async () => {
    await keep();
    const outside = path.join(folder, 'outside');
    await mkdir(outside);
    await rename(file, path.join(outside, 'file'));
    await symlink(path.join(outside, 'file'), file);
    expect(await whatIsWrong()).toContain('symbolic link');
    const inspections = path.dirname(file);
    await rm(inspections, { recursive: true });
    await symlink(outside, inspections);
    expect(await listInspections(run)).toEqual({ samples: [], gates: [] });
    expect((await asyncProblemOf(() => keep())).what).toContain('leads elsewhere');
    expect(await whatIsWrong()).toContain('symbolic link');
    expect(await readFile(path.join(outside, 'file'))).toBeInstanceOf(Buffer);
  });

  it('are nothing else that lies there', async () => {
    const inspections = path.dirname(file);
    await mkdir(inspections);
    for (const name of [
      'samples-000000500-test-mean.safetensors.1.tmp',
      'samples-5-test-mean.safetensors',
      'samples-000000500-..-mean.safetensors',
      '<img src=x onerror=alert(1)>',
    ]) {
      await writeFile(path.join(inspections, name.replace('/', '')), '');
    }
    expect(await listInspections(run)).toEqual({ samples: [], gates: [] });
    await rm(inspections, { recursive: true });
    await writeFile(inspections, 'a file');
    expect(await listInspections(run)).toEqual({ samples: [], gates: [] });
  });
});

describe('gates that are kept with a run', () => {
  const gates = { step: 500, split: 'test' } as const;

  async function gatesProblem(): Promise<string> {
    return (await asyncProblemOf(() => readGates(run, gates))).what;
  }

  it('are listed and read', async () => {
    await writeGates(run, syntheticGates('plain'));
    await writeGates(run, syntheticGates('plain', { step: 900 }));
    expect((await listInspections(run)).gates).toEqual([{ ...gates, step: 900 }, gates]);
    expect(await readGates(run, gates)).toEqual(syntheticGates('plain'));
  });

  it('are a problem where they are damaged, too long, or of another run', async () => {
    await writeGates(run, syntheticGates('another'));
    expect(await gatesProblem()).toBe('These gates are those of another run.');
    const named = syntheticGates('plain', { modalities: ['gray', 'sound'] });
    await writeGates(run, named);
    expect(await gatesProblem()).toBe('These gates are those of another run.');
    const stray = syntheticGates('plain');
    stray.modules[0][1].others[0].modality = 7;
    await writeGates(run, stray);
    expect(await gatesProblem()).toBe('These gates are those of another run.');
    const file = path.join(run.directory, gatesPath(gates));
    await writeFile(file, '{"schemaVersion": 1}');
    expect((await asyncProblemOf(() => readGates(run, gates))).remedy).toContain('Delete the file');
    await truncate(file, 2 ** 24 + 1);
    expect(await gatesProblem()).toContain('more than the');
  });
});
