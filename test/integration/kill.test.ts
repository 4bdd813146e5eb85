import { setTimeout as wait } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Generator } from '../../src/random/generator.js';
import { readRun, type Run } from '../../src/runs/read-run.js';
import { runStatus } from '../../src/runs/run-status.js';
import { TrainingProcess } from '../../src/worker/client.js';
import type { TrainingStarted } from '../../src/worker/protocol.js';
import { script, Workplace } from './support/command-line.js';
import { demandingModel } from './support/demanding-model.js';
import { lasting } from './support/same-run.js';

/** How often the training is killed, and the seed of the moments: `KILLS=200 KILL_SEED=2 npm run test:kill`. */
const kills = Number(process.env.KILLS ?? 10);
const seed = Number(process.env.KILL_SEED ?? 1);

const place = await Workplace.create();
const random = Generator.stream(seed, 'kills');

/** A training process, and how far its run is readable. */
class Victim {
  readonly process: TrainingProcess;
  /** Bytes of `steps.f64`. */
  written = 0;

  constructor() {
    this.process = new TrainingProcess({
      script,
      onNotice: (notice) => {
        this.written = notice.type === 'flushed' ? notice.steps : this.written;
      },
    });
  }

  begin(runsDirectory: string): Promise<TrainingStarted> {
    return this.process.train({
      modelFile: place.path('demanding.multimodal.ts'),
      runsDirectory: place.path(runsDirectory),
      ...{ balancing: null, only: null, epochs: null, maxSteps: null, seed: null },
      ...{ backend: 'wasm' as const, initialWeights: null },
    });
  }

  goOn(run: string): Promise<TrainingStarted> {
    return this.process.continueRun({ run, checkpoint: 'last', backend: null });
  }

  /** Kills the process a drawn moment after the run has got as far as `step`. */
  async killAfter({ description }: Run, step: number): Promise<void> {
    const bytes = step * description.stepColumns.length * 8;
    let ended = false;
    void this.process.exit.then(() => (ended = true));
    while (this.written < bytes && !ended) {
      await wait(5);
    }
    await wait(100 * random.uniform());
    await this.process.kill();
  }

  /** Kills the process a drawn moment after its start, while it loads, takes the run up, or trains. */
  async killEarly(starting: Promise<unknown>): Promise<void> {
    const failed = starting.catch(() => undefined);
    await wait(2000 * random.uniform());
    await this.process.kill();
    await failed;
  }
}

async function unbroken(): Promise<string> {
  const victim = new Victim();
  const { directory } = await victim.begin('unbroken');
  await victim.process.exit;
  return directory;
}

async function killedAgainAndAgain(): Promise<string> {
  let victim = new Victim();
  const { directory, plannedSteps } = await victim.begin('killed');
  const run = await readRun(directory);
  for (let kill = 0; kill < kills; kill += 1) {
    const step = Math.floor((0.9 * plannedSteps * (kill + random.uniform())) / kills);
    if (kill === 0) {
      await victim.killAfter(run, step);
    } else if (random.uniform() < 0.3) {
      victim = new Victim();
      await victim.killEarly(victim.goOn(directory));
    } else {
      victim = new Victim();
      await victim.goOn(directory);
      await victim.killAfter(run, step);
    }
    expect(await runStatus(run)).toMatchObject({ state: 'interrupted', writer: null });
  }
  victim = new Victim();
  await victim.goOn(directory);
  await victim.process.exit;
  return directory;
}

it(
  `a run that was killed ${kills} times is the run that was not`,
  async () => {
    const epochs = Math.max(6, Math.ceil(kills / 2));
    await place.write('demanding.multimodal.ts', demandingModel(epochs, '{ everySteps: 3 }'));
    const [whole, killed] = await Promise.all([unbroken(), killedAgainAndAgain()]);
    const expected = await lasting(whole);
    expect(expected).toMatchObject({ end: { state: 'finished' } });
    expect(await lasting(killed)).toEqual(expected);
  },
  Math.max(180_000, kills * 30_000),
);
