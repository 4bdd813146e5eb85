import * as tf from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it } from 'vitest';
import type { Parameter } from '../../../src/network/parameter.js';
import { adam } from '../../../src/training/optimizers/adam.js';
import {
  createOptimizer,
  type Optimizer,
  type OptimizerConfiguration,
} from '../../../src/training/optimizers/optimizer.js';
import { sgd } from '../../../src/training/optimizers/sgd.js';
import './support.js';

const start: Record<string, number[]> = { first: [0.5, -1, 2], second: [3] };

/** A gradient of every parameter for each step; null: none in that step. */
const gradients: Record<string, (number[] | null)[]> = {
  first: [[0.1, -0.2, 0.3], [0.05, 0.4, -0.1], null, null, [1, 0, -1], [0.2, 0.2, 0.2]],
  second: [[-1], [0.5], [0.25], [2], null, [-0.125]],
};
const stepCount = gradients.first.length;
const rate = 0.1;

let parameters: Parameter[] = [];
let optimizer: Optimizer | null = null;

function build(configuration: OptimizerConfiguration): Optimizer {
  parameters = Object.entries(start).map(([name, values]) => ({
    name,
    variable: tf.variable(tf.tensor1d(values)),
    role: { kind: 'branch', branch: 0 },
  }));
  optimizer = createOptimizer(configuration, parameters);
  return optimizer;
}

function apply(target: Optimizer, step: number, rate: number): void {
  const tensors = Object.entries(gradients).flatMap(([name, steps]): [string, tf.Tensor][] => {
    const values = steps[step];
    return values === null ? [] : [[name, tf.tensor1d(values)]];
  });
  target.apply(new Map(tensors), rate);
  tf.dispose(tensors.map(([, tensor]) => tensor));
}

/** Applies the gradients of the steps `from` to before `to`. */
function takeSteps(target: Optimizer, from: number, to: number): void {
  for (let step = from; step < to; step += 1) {
    apply(target, step, rate);
  }
}

function values(): Record<string, number[]> {
  return Object.fromEntries(
    parameters.map(({ name, variable }) => [name, [...variable.dataSync()]]),
  );
}

/** The values after all steps of one optimizer, and of two, the second with the slots of the first. */
async function withAndWithoutStop(configuration: OptimizerConfiguration) {
  const whole = build(configuration);
  takeSteps(whole, 0, stepCount);
  const uninterrupted = values();
  whole.dispose();
  const firstHalf = build(configuration);
  takeSteps(firstHalf, 0, 3);
  const { numTensors } = tf.memory();
  const slots = (await firstHalf.exportSlots()) ?? new Map();
  expect(tf.memory().numTensors).toBe(numTensors);
  const steps = { ...firstHalf.steps };
  firstHalf.dispose();
  const secondHalf = createOptimizer(configuration, parameters);
  await secondHalf.importSlots(slots, steps);
  takeSteps(secondHalf, 3, stepCount);
  secondHalf.dispose();
  return { uninterrupted, resumed: values() };
}

function expectClose(actual: Record<string, number[]>, expected: Record<string, number[]>): void {
  for (const [name, numbers] of Object.entries(expected)) {
    numbers.forEach((number, index) => {
      expect(actual[name][index], `${name}[${index}]`).toBeCloseTo(number, 6);
    });
  }
}

/** One parameter's value after all steps, by the rule in float64. */
type Rule = (value: number, gradient: number) => number;

function expected(rule: () => Rule): Record<string, number[]> {
  return Object.fromEntries(
    Object.entries(start).map(([name, initial]) => [
      name,
      initial.map((first, index) => {
        const step = rule();
        return gradients[name].reduce(
          (value, gradient) => (gradient === null ? value : step(value, gradient[index])),
          first,
        );
      }),
    ]),
  );
}

afterEach(() => {
  optimizer?.dispose();
  tf.dispose(parameters.map(({ variable }) => variable));
});

const cases: [string, OptimizerConfiguration, () => Rule][] = [
  ['sgd', sgd({ learningRate: rate }), () => (value, gradient) => value - rate * gradient],
  [
    'sgd with momentum and weight decay',
    sgd({ learningRate: rate, momentum: 0.9, weightDecay: 0.01 }),
    () => {
      let buffer: number | null = null;
      return (value, gradient) => {
        const decayed = gradient + 0.01 * value;
        buffer = buffer === null ? decayed : 0.9 * buffer + decayed;
        return value - rate * buffer;
      };
    },
  ],
  [
    'adam with weight decay and a large epsilon',
    adam({ learningRate: rate, beta1: 0.8, beta2: 0.95, epsilon: 0.1, weightDecay: 0.02 }),
    () => {
      let [mean, squared, step] = [0, 0, 0];
      return (value, gradient) => {
        const decayed = gradient + 0.02 * value;
        step += 1;
        mean = 0.8 * mean + 0.2 * decayed;
        squared = 0.95 * squared + 0.05 * decayed ** 2;
        const root = Math.sqrt(squared / (1 - 0.95 ** step)) + 0.1;
        return value - (rate * (mean / (1 - 0.8 ** step))) / root;
      };
    },
  ],
];

describe.each(cases)('%s', (_, configuration, rule) => {
  it('steps by the formula, each parameter counting its own steps', () => {
    const target = build(configuration);
    takeSteps(target, 0, stepCount);
    expectClose(values(), expected(rule));
  });

  it('leaves a parameter without a gradient alone: value, slots and step count', async () => {
    const target = build(configuration);
    takeSteps(target, 0, 2);
    const [before, slots, { first: count }] = [
      values(),
      await target.exportSlots(),
      target.steps as Record<string, number | undefined>,
    ];
    takeSteps(target, 2, 4);
    expect(values().first).toEqual(before.first);
    expect(values().second).not.toEqual(before.second);
    const after = await target.exportSlots();
    for (const [name, slot] of slots ?? []) {
      if (name.startsWith('first.')) {
        expect(after?.get(name)).toEqual(slot);
      }
    }
    expect(target.steps.first).toBe(count);
  });

  it('goes on from exported slots as if it had never stopped', async () => {
    const { uninterrupted, resumed } = await withAndWithoutStop(configuration);
    expect(resumed).toEqual(uninterrupted);
  });

  it('keeps no more tensors than its slots', () => {
    const target = build(configuration);
    takeSteps(target, 0, 2);
    const { numTensors } = tf.memory();
    takeSteps(target, 2, stepCount);
    expect(tf.memory().numTensors).toBe(numTensors);
    target.dispose();
    optimizer = null;
    const slots = { sgd: 0, momentum: 2, adam: 4 };
    const kind =
      configuration.kind === 'sgd' && configuration.momentum > 0 ? 'momentum' : configuration.kind;
    expect(tf.memory().numTensors).toBe(numTensors - (kind === 'opaque' ? 0 : slots[kind]));
  });
});

describe("a person's own tf.Optimizer", () => {
  const momentum = { kind: 'opaque', create: () => tf.train.momentum(rate, 0.9) } as const;

  it('keeps each slot at its parameter when another has no gradient', () => {
    const target = build(momentum);
    takeSteps(target, 0, stepCount);
    const rule = (): Rule => {
      let buffer = 0;
      return (value, gradient) => {
        buffer = 0.9 * buffer + gradient;
        return value - rate * buffer;
      };
    };
    expectClose(values(), expected(rule));
    expect(target.initialRate).toBe(rate);
  });

  it.each([
    ['rmsprop', () => tf.train.rmsprop(0.01)],
    ['adam', () => tf.train.adam(0.01)],
    ['sgd', () => tf.train.sgd(0.01)],
  ])('goes on from exported slots: %s', async (_, create) => {
    const { uninterrupted, resumed } = await withAndWithoutStop({ kind: 'opaque', create });
    expectClose(resumed, uninterrupted);
  });

  it('says so where it cannot give its slots', async () => {
    const target = build({ kind: 'opaque', create: () => tf.train.adamax(0.01) });
    apply(target, 0, rate);
    expect(await target.exportSlots()).toBeNull();
  });
});

describe('slots of another model', () => {
  it.each([
    ['other.momentum', [3], 'fits nothing'],
    ['first.momentum', [2], 'shape'],
  ])('are refused: %s', async (name, shape, what) => {
    const target = build(sgd({ learningRate: rate, momentum: 0.9 }));
    const slots = new Map([[name, { shape, data: new Float32Array(shape[0]) }]]);
    await expect(async () => {
      await target.importSlots(slots, {});
    }).rejects.toThrow(what);
  });
});
