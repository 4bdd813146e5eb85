import { describe, expect, it } from 'vitest';
import { mmtm } from '../../../src/network/builders/mmtm.js';
import { checkpointState, type Checkpoint } from '../../../src/record/checkpoint.js';
import { Problem } from '../../../src/record/problem.js';
import { adam } from '../../../src/training/optimizers/adam.js';
import { plateau } from '../../../src/training/schedules/plateau.js';
import { guided, network, run, session, timeless, vanilla, vectors } from './support.js';

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
    ['an evaluation', 'evaluating', 1],
    ['a utilization', 'epoch', 2],
  ])('made when %s was given up lets a resumed run go on', async (_, moment, epoch) => {
    const options = { training: { utilization: { every: 1 } } };
    const whole = await run(session(options));
    const stopped = session(options);
    const first = await run(stopped, ({ events }) => {
      const last = events.at(-1);
      if (last && (last.type === moment || (last.type === 'state' && last.state === moment))) {
        stopped.stop();
      }
    });
    const checkpoint = first.checkpoints[first.checkpoints.length - 1];
    expect(checkpoint.state).toMatchObject({ step: 4, epoch, best: epoch === 2 });
    const rest = await resumed(checkpoint, options);
    expect(timeless([...first.steps, ...rest.steps])).toEqual(timeless(whole.steps));
    expect(rest.checkpoints.at(-1)).toEqual(whole.checkpoints.at(-1));
    const epochs = [...first.events, ...rest.events].flatMap((event) =>
      event.type === 'epoch' ? [event.epoch] : [],
    );
    expect(epochs).toEqual([1, 2, 3]);
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
    expect(checkpoints.length).toBeGreaterThan(1);
  });

  it('keeps the states of further random streams', async () => {
    const generators = new Map([['math-random', { state: [1, 2, 3, 4] }]]);
    const { checkpoints } = await run(session({ generators, training: { epochs: 1 } }));
    expect(checkpoints.at(-1)?.state.generators).toMatchObject({ 'math-random': [1, 2, 3, 4] });
    expect(Object.keys(checkpoints.at(-1)?.state.generators ?? {}).sort()).toEqual([
      'balancing',
      'math-random',
      'shuffle',
    ]);
  });

  it('of another network is refused', async () => {
    const { checkpoints } = await run(session({ training: { epochs: 1 } }));
    const checkpoint = checkpoints[0];
    const other = session({ network: network(2, mmtm({ after: [1] })), checkpoint });
    await expect(run(other)).rejects.toThrow(Problem);
  });
});
