import { describe, expect, it } from 'vitest';
import { mmtm } from '../../../src/network/builders/mmtm.js';
import { checkpointState, type Checkpoint } from '../../../src/record/checkpoint.js';
import { Problem } from '../../../src/record/problem.js';
import { adam } from '../../../src/training/optimizers/adam.js';
import { plateau } from '../../../src/training/schedules/plateau.js';
import { guided, network, run, session, timeless, vanilla, vectors, type Told } from './support.js';

/** The data, and a watcher that is told how many times their validation split has been read. */
function countedValidation() {
  const dataset = vectors();
  const { validation } = dataset.splits;
  const reads: { count: number; watch: (count: number) => void } = {
    count: 0,
    watch: () => undefined,
  };
  const read: typeof validation.read = (indices) => {
    reads.count += 1;
    reads.watch(reads.count);
    return validation.read(indices);
  };
  const splits = { ...dataset.splits, validation: { ...validation, read } };
  return { dataset: { ...dataset, splits }, reads };
}

/** The evaluations and utilizations that a session told, without their times. */
function measured({ events }: Told): unknown[] {
  return events.flatMap((event): unknown[] => {
    if (event.type === 'utilization') {
      return [{ ...event, time: 0, utilization: { ...event.utilization, durations: null } }];
    }
    return event.type === 'epoch' || event.type === 'evaluation' ? [{ ...event, time: 0 }] : [];
  });
}

describe('a checkpoint', () => {
  const everyStep = { everySteps: 1, everyMinutes: null };

  async function resumed(checkpoint: Checkpoint, options: Parameters<typeof session>[0]) {
    // As from disk: nothing but JSON and tensors survives, and the network starts elsewhere.
    const state = JSON.parse(JSON.stringify(checkpoint.state)) as Checkpoint['state'];
    return run(
      session({
        ...options,
        network: network(),
        balancing: vanilla,
        checkpoint: { ...checkpoint, state },
      }),
    );
  }

  it.each([
    ['guided, sgd', { balancing: guided, training: { checkpoints: everyStep } }],
    [
      'random, adam, plateau',
      {
        balancing: { strategy: 'random', share: null, weights: null, warmUpEpochs: 0 },
        training: {
          optimizer: adam({ learningRate: 0.02, schedule: plateau({ patience: 0 }) }),
          checkpoints: everyStep,
        },
      },
    ],
  ] as const)(
    'holds all that a session needs to go on as if nothing had happened: %s',
    async (_, options) => {
      const whole = await run(session(options));
      // In the middle of an epoch, inside a window, at the end of an epoch before and after its evaluation.
      for (const step of [2, 6, 8]) {
        for (const checkpoint of whole.checkpoints.filter(({ state }) => state.step === step)) {
          const rest = await resumed(checkpoint, options);
          expect(timeless(rest.steps)).toEqual(timeless(whole.steps.slice(step)));
          expect(rest.checkpoints.at(-1)).toEqual(whole.checkpoints.at(-1));
        }
      }
    },
  );

  it.each([
    ['an evaluation', 1],
    ['a utilization', 3],
  ])('made when %s was given up lets a resumed run make up for all of it', async (_, reading) => {
    const options = { training: { utilization: { every: 1 } } };
    const whole = await run(session(options));
    const { dataset, reads } = countedValidation();
    const stopped = session({ ...options, dataset });
    reads.watch = (count) => {
      if (count === reading) {
        stopped.stop();
      }
    };
    const first = await run(stopped);
    const checkpoint = first.checkpoints[first.checkpoints.length - 1];
    expect(checkpoint.state).toMatchObject({ step: 4, epoch: 1, batchesDone: 4, best: false });
    const rest = await resumed(checkpoint, options);
    expect(timeless([...first.steps, ...rest.steps])).toEqual(timeless(whole.steps));
    expect(rest.checkpoints.at(-1)).toEqual(whole.checkpoints.at(-1));
    expect([...measured(first), ...measured(rest)]).toEqual(measured(whole));
    expect(measured(whole)).toHaveLength(6);
  });

  it('made when a utilization within an epoch was given up lets a resumed run make up for it', async () => {
    // Two batches are evaluated, so that there is time between them to stop.
    const utilization = { every: 1, samples: 12, recordingSamples: 6, budget: 1 };
    const options = { training: { utilization, checkpoints: everyStep } };
    const whole = await run(session(options));
    const { dataset, reads } = countedValidation();
    const stopped = session({ ...options, dataset });
    reads.watch = () => {
      stopped.stop();
    };
    const first = await run(stopped);
    const checkpoint = first.checkpoints[first.checkpoints.length - 1];
    expect(checkpoint.state).toMatchObject({ step: 2, measurementDue: true });
    const rest = await resumed(checkpoint, options);
    expect(timeless([...first.steps, ...rest.steps])).toEqual(timeless(whole.steps));
    expect([...measured(first), ...measured(rest)]).toEqual(measured(whole));
    expect(rest.checkpoints.at(-1)).toEqual(whole.checkpoints.at(-1));
    const later = whole.checkpoints.find(({ state }) => state.step === 3) ?? checkpoint;
    const again = await resumed(later, options);
    expect(measured(again)).toEqual(measured(whole).slice(1));
  });

  it.each([
    ['the last epoch', { epochs: 1 }],
    ['a number of steps', { maxSteps: 6 }],
    ['a rule', { epochs: 50, stop: { accuracy: 0.9 } }],
  ] as const)('of a run that %s has ended ends a resumed run at once', async (_, training) => {
    const whole = await run(session({ training }));
    const checkpoint = whole.checkpoints[whole.checkpoints.length - 1];
    const rest = await resumed(checkpoint, { training });
    expect([rest.steps, rest.checkpoints, measured(rest)]).toEqual([[], [], []]);
    const ends = [whole, rest].map(({ events }) => ({ ...events.at(-1), time: 0 }));
    expect(ends[0]).toMatchObject({ state: 'finished' });
    expect(ends[1]).toEqual(ends[0]);
  });

  it('is made before the first step, and after resuming by the steps since the last one', async () => {
    const options = { training: { checkpoints: { everySteps: 3, everyMinutes: null } } };
    const { checkpoints } = await run(session(options));
    expect(checkpoints[0].state).toMatchObject({ step: 0, epoch: 1, batchesDone: 0 });
    expect(checkpoints[1].state).toMatchObject({ step: 3, best: false });
    const rest = await resumed(checkpoints[1], options);
    expect(rest.checkpoints).toEqual(checkpoints.slice(2));
  });

  it('fits the schema of the run directory', async () => {
    const { checkpoints } = await run(session({ training: { checkpoints: everyStep } }));
    for (const { state } of checkpoints) {
      const stored = { ...state, bytes: { steps: 0, events: 0 } };
      expect(checkpointState.parse(JSON.parse(JSON.stringify(stored)))).toEqual(stored);
    }
  });

  it('has the weights, statistics, gate means and slots of every parameter', async () => {
    const trained = network();
    const { checkpoints } = await run(session({ network: trained }));
    const { weights, optimizer, state } = checkpoints[checkpoints.length - 1];
    const all = [...trained.parameters, ...trained.statistics].map(({ name }) => name);
    expect([...weights.keys()].sort()).toEqual(all.sort());
    expect([...weights.keys()].some((name) => name.includes('gate'))).toBe(true);
    expect(optimizer.size).toBe(trained.parameters.length);
    expect(state.gateSamples).toBe(72);
  });

  it('is marked best where the validation accuracy is the highest so far', async () => {
    // Also by steps, so that there are some in the middle of the epochs after a best one.
    const { checkpoints, events } = await run(
      session({ training: { epochs: 10, checkpoints: { everySteps: 3, everyMinutes: null } } }),
    );
    const accuracies = events.flatMap((event) =>
      event.type === 'epoch' ? [event.evaluation?.accuracy ?? 0] : [],
    );
    const records = accuracies.flatMap((accuracy, index) =>
      accuracies.slice(0, index).every((earlier) => earlier < accuracy) ? [4 * (index + 1)] : [],
    );
    const best = checkpoints.filter(({ state }) => state.best).map(({ state }) => state.step);
    expect(best).toEqual(records);
    const marked = events.filter((event) => event.type === 'checkpoint');
    expect(marked).toHaveLength(checkpoints.length);
  });

  it('is made by the minute too', async () => {
    let time = 0;
    const { checkpoints } = await run(
      session({
        clock: () => (time += 10_000),
        training: { checkpoints: { everyMinutes: 1 }, epochs: 1 },
        dataset: vectors({ sizes: { train: 24, validation: 0, test: 0 } }),
      }),
    );
    expect(checkpoints.length).toBeGreaterThan(2);
  });

  it('keeps the states of further random streams, and sets them', async () => {
    const generators = new Map([['math-random', { state: [1, 2, 3, 4] }]]);
    const { checkpoints } = await run(session({ generators, training: { epochs: 1 } }));
    expect(checkpoints.at(-1)?.state.generators).toMatchObject({ 'math-random': [1, 2, 3, 4] });
    expect(Object.keys(checkpoints.at(-1)?.state.generators ?? {}).sort()).toEqual([
      'balancing',
      'math-random',
      'shuffle',
    ]);
    const other = { state: [0, 0, 0, 1] };
    await resumed(checkpoints[0], { generators: new Map([['math-random', other]]) });
    expect(other.state).toEqual([1, 2, 3, 4]);
  });

  it('of another network is refused', async () => {
    const { checkpoints } = await run(session({ training: { epochs: 1 } }));
    const checkpoint = checkpoints[0];
    const other = session({ network: network(2, mmtm({ after: [1] })), checkpoint });
    await expect(run(other)).rejects.toThrow(Problem);
  });
});
