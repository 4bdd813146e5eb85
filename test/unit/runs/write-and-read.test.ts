import fc from 'fast-check';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { rebalancing, regular } from '../../../src/record/mode.js';
import { encodeStep, type Step } from '../../../src/record/step.js';
import { createRun } from '../../../src/runs/create-run.js';
import { readEvents } from '../../../src/runs/read-events.js';
import { readRun } from '../../../src/runs/read-run.js';
import { readSteps } from '../../../src/runs/read-steps.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { sampleEvent, sampleRun, sampleStep } from './support/samples.js';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const nullable = fc.option(finite);
const branch = fc.record({
  loss: fc.double(),
  branchGradient: finite,
  branchWeights: finite,
  fusionGradient: nullable,
  fusionWeights: nullable,
  speed: nullable,
});
const stepOf: fc.Arbitrary<Omit<Step, 'step'>> = fc.record({
  epoch: fc.integer({ min: 1, max: 1000 }),
  time: finite,
  duration: finite,
  learningRate: finite,
  mode: fc.constantFrom(regular, rebalancing(0), rebalancing(1)),
  loss: fc.double(),
  accuracy: finite,
  speedDifference: nullable,
  branches: fc.tuple(branch, branch),
});

describe('steps', () => {
  test('come back as they were written, in order, wherever the flushes fall', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(stepOf, fc.boolean())), async (written) => {
        const writer = await createRun(temporaryFolder(), sampleRun());
        const steps = written.map(([step], index): Step => ({ step: index + 1, ...step }));
        for (const [index, step] of steps.entries()) {
          writer.appendStep(step);
          if (written[index]?.[1]) {
            void writer.flush();
          }
        }
        expect((await writer.flush()).steps).toBe(steps.length * 21 * 8);
        const read = await readSteps(writer.run);
        expect([...read.steps]).toEqual(steps);
        expect(read.warnings).toEqual([]);
        await writer.close('finished');
      }),
      { numRuns: 30 },
    );
  });

  test('a range of them, and one column', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    const steps = Array.from({ length: 20 }, (_, index) => sampleStep(index + 1));
    steps.forEach((step) => {
      writer.appendStep(step);
    });
    await writer.close('finished');
    const { run } = writer;
    expect([...(await readSteps(run, 5, 8)).steps]).toEqual(steps.slice(5, 8));
    expect([...(await readSteps(run, 18, 99)).steps]).toEqual(steps.slice(18));
    expect((await readSteps(run, 30)).steps.length).toBe(0);
    expect((await readSteps(run, 8, 5)).steps.length).toBe(0);
    const table = (await readSteps(run, 3)).steps;
    expect([...table.column('color.loss')]).toEqual(
      steps.slice(3).map(({ branches }) => branches[1]?.loss),
    );
    expect(() => table.column('sound.loss')).toThrow(RangeError);
    expect(() => table.at(17)).toThrow(RangeError);
  });

  test('torn at any byte, the file gives the records that are whole', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    const steps = [1, 2, 3].map(sampleStep);
    steps.forEach((step) => {
      writer.appendStep(step);
    });
    await writer.close('finished');
    const file = path.join(writer.run.directory, 'steps.f64');
    const width = 21 * 8;
    for (let length = 3 * width - 1; length >= 0; length -= 1) {
      await truncate(file, length);
      const read = await readSteps(writer.run);
      expect([...read.steps]).toEqual(steps.slice(0, Math.floor(length / width)));
    }
  });

  test('a million of them are read', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    await writer.close('finished');
    const count = 1_000_000;
    const values = new Float64Array(count * 21);
    const record = encodeStep(sampleStep(1));
    for (let index = 0; index < count; index += 1) {
      values.set(record, index * 21);
      values[index * 21] = index + 1;
    }
    const file = path.join(writer.run.directory, 'steps.f64');
    await writeFile(file, new Uint8Array(values.buffer));
    const { steps, warnings } = await readSteps(writer.run);
    expect(steps.length).toBe(count);
    expect(warnings).toEqual([]);
    expect(steps.at(count - 1)).toEqual({ ...sampleStep(1), step: count });
    expect(steps.column('step')[count - 1]).toBe(count);
  });

  test('another program may order the columns differently, and have more', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    await writer.close('finished');
    const { directory, description } = writer.run;
    const columns = ['temperature', ...description.stepColumns.toReversed()];
    const file = path.join(directory, 'run.json');
    await writeFile(file, JSON.stringify({ ...description, stepColumns: columns }));
    const records = [1, 2].map((step) => [36.6, ...encodeStep(sampleStep(step)).toReversed()]);
    const steps = new Uint8Array(Float64Array.from(records.flat()).buffer);
    await writeFile(path.join(directory, 'steps.f64'), steps);
    const read = await readSteps(await readRun(directory));
    expect([...read.steps]).toEqual([sampleStep(1), sampleStep(2)]);
    expect([...read.steps.column('temperature')]).toEqual([36.6, 36.6]);
  });

  test.each<[what: string, column: number, value: number]>([
    ['step 0', 0, 0],
    ['half a step', 0, 1.5],
    ['no epoch', 1, Number.NaN],
    ['the mode of a third modality', 5, 3],
    ['a negative mode', 5, -1],
  ])('a record with %s is left out with a warning', async (_, column, value) => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    await writer.close('finished');
    const records = [1, 2, 3].map((step) => encodeStep(sampleStep(step)));
    records[1]?.set([value], column);
    const bytes = new Uint8Array(Float64Array.from(records.flatMap((of) => [...of])).buffer);
    await writeFile(path.join(writer.run.directory, 'steps.f64'), bytes);
    const { steps, warnings } = await readSteps(writer.run);
    expect([...steps]).toEqual([sampleStep(1), sampleStep(3)]);
    expect(warnings).toMatchObject([{ code: 'run', entry: 'record 1' }]);
  });

  test('of another number of modalities are refused', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    const step = sampleStep(1);
    expect(() => {
      writer.appendStep({ ...step, branches: step.branches.slice(1) });
    }).toThrow(RangeError);
    await writer.close('failed');
  });
});

describe('events', () => {
  test('torn at any byte, the file gives the lines that are whole', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    const events = [1, 2].map(sampleEvent);
    events.forEach((event) => {
      writer.appendEvent(event);
    });
    await writer.flush();
    const file = path.join(writer.run.directory, 'events.jsonl');
    const bytes = await readFile(file);
    for (let length = bytes.byteLength; length >= 0; length -= 1) {
      await truncate(file, length);
      const read = await readEvents(writer.run);
      const whole = bytes.subarray(0, length).filter((byte) => byte === 10).length;
      expect(read).toEqual({ events: events.slice(0, whole), warnings: [] });
    }
    await writer.close('failed');
  });

  test('a damaged line costs itself alone, and its number is told', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    await writer.close('finished');
    const line = (step: number) => JSON.stringify(sampleEvent(step));
    const lines = [line(1), '{"type":"war', line(2), '', '{"type":"party","time":1}', line(3), ''];
    const file = path.join(writer.run.directory, 'events.jsonl');
    await writeFile(file, lines.join('\n'));
    const { events, warnings } = await readEvents(writer.run);
    expect(events).toEqual([1, 2, 3].map(sampleEvent));
    expect(warnings).toMatchObject([
      { file, line: 2 },
      { file, line: 5, entry: 'type' },
    ]);
  });

  test('a diverged loss stays in the record, as NaN', async () => {
    const writer = await createRun(temporaryFolder(), sampleRun());
    const evaluation = {
      split: 'validation' as const,
      samples: 20,
      accuracy: 0.1,
      loss: Infinity,
      branchAccuracies: [0.1, 0.1],
    };
    writer.appendEvent({ type: 'evaluation', time: 1, step: 1, evaluation });
    await writer.close('failed');
    const { events, warnings } = await readEvents(writer.run);
    expect(warnings).toEqual([]);
    expect(events[0]).toMatchObject({ evaluation: { ...evaluation, loss: Number.NaN } });
  });
});

test('a run without the files of steps and events has none yet', async () => {
  const writer = await createRun(temporaryFolder(), sampleRun());
  await writer.close('finished');
  const { description } = writer.run;
  const directory = temporaryFolder();
  expect((await readSteps({ directory, description })).steps.length).toBe(0);
  expect((await readEvents({ directory, description })).events).toEqual([]);
  expect(await readdir(directory)).toEqual([]);
});
