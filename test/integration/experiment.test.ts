import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { RunResult } from '../../bench/experiment/result.js';
import { script, tinyModel, Workplace, type Started } from './support/command-line.js';

const place = await Workplace.create();
const experiment = path.join(path.dirname(script), 'experiment.js');
await mkdir(place.path('models'));
await place.write(
  'models/colored-and-gray.multimodal.ts',
  tinyModel({
    training: `{ epochs: 12, batchSize: 16, optimizer: sgd({ learningRate: 0.05 }),
    utilization: { every: null }, checkpoints: { everySteps: 5 } }`,
  }),
);

/** Runs the experiment on a small model with a seed for exploring, into a folder and file called `name`. */
function start(name: string, conditions: string): Started {
  return place.startProgram(
    process.execPath,
    ...[experiment, '--seeds', '100', '--conditions', conditions],
    ...['--models', place.path('models'), '--runs', place.path(name)],
    ...['--data', place.path(`${name}.jsonl`)],
  );
}

async function results(name: string): Promise<RunResult[]> {
  const text = await readFile(place.path(`${name}.jsonl`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RunResult);
}

/** Waits until the one run of a condition has taken some steps; returns its directory. */
async function begun(name: string, condition: string): Promise<string> {
  const folder = place.path(name, condition, 'seed-100');
  for (;;) {
    for (const run of await readdir(folder).catch(() => [])) {
      const steps = await readFile(path.join(folder, run, 'steps.f64')).catch(() => null);
      if (steps !== null && steps.length > 3000) {
        return path.join(folder, run);
      }
    }
    await delay(20);
  }
}

it('goes on where it was killed, runs nothing twice, and gives control and run the same dose', async () => {
  const undisturbed = await start('whole', 'guided,random-matched').ended;
  expect(undisturbed).toMatchObject({ code: 0, stderr: '' });
  const whole = await results('whole');
  const [guided, matched] = whole;
  expect(whole.map(({ condition }) => condition)).toEqual(['guided', 'random-matched']);
  expect(matched.balancing).toMatchObject({
    ...{ strategy: 'random', warmUpEpochs: 1 },
    share: (guided.rebalancing[0] + guided.rebalancing[1]) / guided.afterWarmUp,
  });
  expect(guided.measurements).toHaveLength(4);

  const { child, ended } = start('killed', 'guided');
  const run = await begun('killed', 'guided');
  child.kill('SIGKILL');
  await ended;
  const again = await start('killed', 'guided').ended;
  expect(again.stdout).toContain('1 of 1 runs to do');
  expect(await readdir(path.dirname(run))).toEqual([path.basename(run)]);
  const timeless = (all: RunResult[]) => all.map((result) => ({ ...result, seconds: null }));
  expect(timeless(await results('killed'))).toEqual(timeless([guided]));

  expect((await start('killed', 'guided').ended).stdout).toContain('0 of 1 runs to do');
});

it('trains a run anew that a result is evaluated on, where it is no longer there', async () => {
  await start('alone', 'vanilla').ended;
  await rm(place.path('alone'), { recursive: true });
  expect((await start('alone', 'vanilla,gray-alone').ended).stdout).toContain('1 of 2 runs to do');
  const [vanilla, alone] = await results('alone');
  expect(vanilla.modalities).toEqual(['gray', 'color']);
  expect(alone.modalities).toEqual(['gray']);
  expect(alone.alone.map(({ split }) => split)).toEqual(['validation', 'test']);
  const [run] = await readdir(place.path('alone/vanilla/seed-100'));
  const description = await readFile(place.path('alone/vanilla/seed-100', run, 'run.json'), 'utf8');
  expect(JSON.parse(description)).toMatchObject({ only: null });
});

it('takes no run that was trained with other models', async () => {
  await start('changed', 'vanilla').ended;
  await rm(place.path('changed.jsonl'));
  const file = 'models/colored-and-gray.multimodal.ts';
  const before = await readFile(place.path(file), 'utf8');
  await place.write(file, `${before}// changed\n`);
  const { code, stdout } = await start('changed', 'vanilla').ended;
  await place.write(file, before);
  expect(code).toBe(1);
  expect(stdout).toMatch(/trained with another colored-and-gray.multimodal.ts/);
});

it('refuses confirmatory seeds with models that were not frozen', async () => {
  const { code, stderr } = await place.startProgram(
    process.execPath,
    ...[experiment, '--seeds', '0', '--models', place.path('models')],
    ...['--runs', place.path('none'), '--data', place.path('none.jsonl')],
  ).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/not the models that were frozen/);
});
