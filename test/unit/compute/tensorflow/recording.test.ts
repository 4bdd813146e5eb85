import type { Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import type { Replay } from '../../../../src/compute/replay.js';
import { recordOn } from '../../../../src/compute/tensorflow/deferring/deferring-binding.js';
import { NativeOperations } from '../../../../src/compute/tensorflow/native-operations.js';
import { StandInBackend } from './stand-in-backend.js';

/** What a computation has from outside. */
interface Operands {
  readonly x: Tensor;
  readonly weights: Tensor;
  readonly mean: Tensor;
  readonly rate: number;
}

type Compute = (operations: NativeOperations, operands: Operands, read: Read) => void;

type Read = (id: number) => unknown;

/** mean += x; x · weights is read; weights += 2 · rate · x · weights. */
const step: Compute = (operations, { x, weights, mean, rate }, read) => {
  const [given, former] = [operations.take(x), operations.take(weights)];
  operations.overwrite(mean, operations.apply('Add', operations.take(mean), given));
  const product = operations.apply('Mul', given, former);
  read(product.id);
  const part = operations.apply('Mul', product, operations.number('rate', rate));
  const change = operations.apply('Mul', part, operations.constant(2));
  operations.overwrite(weights, operations.apply('Add', former, change));
};

function start(): { backend: StandInBackend; operands: Operands } {
  const backend = new StandInBackend();
  const [weights, mean] = [backend.tensor(1, 2), backend.tensor(0, 0)];
  return { backend, operands: { x: backend.tensor(3, 4), weights, mean, rate: 0.5 } };
}

function compute(backend: StandInBackend, operands: Operands, what: Compute): void {
  const operations = new NativeOperations(backend);
  what(operations, operands, (id) => backend.binding.tensorDataSync(id));
  operations.finish([]);
}

function record(backend: StandInBackend, operands: Operands, what = step): Replay | null {
  const { x, weights, mean } = operands;
  const recording = recordOn(backend, [x], [weights, mean]);
  compute(backend, operands, what);
  return recording?.finish() ?? null;
}

describe('a computation that was recorded', () => {
  test('is repeated with what is given, and overwrites what it overwrote', () => {
    const { backend, operands } = start();
    const { weights, mean } = operands;
    const replay = record(backend, operands);
    expect([backend.values(weights), backend.values(mean)]).toEqual([
      [4, 10],
      [3, 4],
    ]);
    const replayed = replay?.run({ tensors: [backend.tensor(1, 10)], numbers: { rate: 1 } });
    expect(replayed?.values).toEqual(Float32Array.of(4, 100));
    // What was overwritten after the reading waits.
    expect([backend.values(weights), backend.values(mean)]).toEqual([
      [4, 10],
      [4, 14],
    ]);
    replayed?.complete();
    expect(backend.values(weights)).toEqual([12, 210]);
    expect(backend.native.runs).toBe(1);
  });

  test('leaves what comes after the reading as it is where that is asked for', () => {
    const { backend, operands } = start();
    const replay = record(backend, operands);
    replay?.run({ tensors: [operands.x], numbers: { rate: 1 } }).abandon();
    expect([backend.values(operands.weights), backend.values(operands.mean)]).toEqual([
      [4, 10],
      [6, 8],
    ]);
  });

  test('leaves nothing over, however often it is repeated', () => {
    const { backend, operands } = start();
    const replay = record(backend, operands);
    const repeat = (): void => {
      replay?.run({ tensors: [operands.x], numbers: { rate: 0 } }).complete();
      replay?.run({ tensors: [operands.x], numbers: { rate: 0 } }).abandon();
    };
    repeat();
    const { tensorCount } = backend.native;
    repeat();
    expect(backend.native.tensorCount).toBe(tensorCount);
    expect(backend.native.graphCount).toBe(1);
    replay?.dispose();
    expect(backend.native.graphCount).toBe(0);
  });

  test('cannot be used once a tensor that it overwrites is gone, or as long as another one shares its memory', () => {
    const { backend, operands } = start();
    const replay = record(backend, operands);
    expect(replay?.isUsable).toBe(true);
    const data = backend.tensorMap.get(operands.weights.dataId);
    data.refCount = 2;
    expect(replay?.isUsable).toBe(false);
    data.refCount = 1;
    backend.dispose(operands.mean);
    expect(replay?.isUsable).toBe(false);
  });
});

test('computations that differ in a number that stays are each repeated with their own', () => {
  const { backend, operands } = start();
  const multiply = (factor: number): Compute => {
    return (operations, given, read) => {
      const product = operations.apply(
        'Mul',
        operations.take(given.x),
        operations.constant(factor),
      );
      read(product.id);
      operations.overwrite(given.mean, operations.apply('Add', product, product));
    };
  };
  for (const factor of [2, 3, 2]) {
    compute(backend, operands, multiply(factor));
    const replayed = record(backend, operands, multiply(factor))?.run({
      tensors: [backend.tensor(1, 10)],
      numbers: {},
    });
    expect(replayed?.values).toEqual(Float32Array.of(factor, 10 * factor));
    replayed?.complete();
  }
});

describe('a computation cannot be repeated', () => {
  test.each<{ why: string; what: Compute }>([
    {
      why: 'where nothing is read of it',
      what: (operations, operands) => {
        step(operations, operands, () => undefined);
      },
    },
    {
      why: 'where it is read more than once',
      what: (operations, operands, read) => {
        step(operations, operands, (id) => [read(id), read(id)]);
      },
    },
    {
      why: 'where it takes a tensor that nobody spoke of',
      what: (operations, { weights, ...operands }, read) => {
        const shift = operations.apply('Add', operations.take(weights), operations.take(unknown));
        step(operations, { ...operands, weights }, read);
        operations.overwrite(weights, operations.apply('Add', shift, operations.take(weights)));
      },
    },
    {
      why: 'where an operation may depend on more than its inputs',
      what: (operations, operands, read) => {
        operations.apply('EncodeText', operations.take(operands.x));
        step(operations, operands, read);
      },
    },
    {
      why: 'where tf assigned to a variable',
      what: (operations, operands, read) => {
        step(operations, operands, read);
        Object.assign(operands.mean, { dataId: {} });
      },
    },
  ])('$why', ({ what }) => {
    const { backend, operands } = start();
    unknown = backend.tensor(1, 2);
    expect(record(backend, operands)).not.toBeNull();
    expect(record(backend, operands, what)).toBeNull();
  });

  test('where a number without a name was another one before', () => {
    const { backend, operands } = start();
    const unnamed = (rate: number): Compute => {
      return (operations, given, read) => {
        const id = backend.binding.createTensor([], 1, Float32Array.of(rate));
        const x = operations.apply('Mul', operations.take(given.x), { id, shape: [], dtype: 1 });
        const product = operations.apply('Mul', x, operations.take(given.weights));
        read(product.id);
        operations.overwrite(given.mean, operations.apply('Add', product, product));
      };
    };
    expect(record(backend, operands, unnamed(2))).not.toBeNull();
    expect(record(backend, operands, unnamed(2))).not.toBeNull();
    expect(record(backend, operands, unnamed(3))).toBeNull();
  });
});

/** A tensor that is no operand. */
let unknown: Tensor;
