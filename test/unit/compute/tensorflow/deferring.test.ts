import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deferOperations } from '../../../../src/compute/tensorflow/deferring/deferring-binding.js';
import type { NativeBinding } from '../../../../src/compute/tensorflow/native-binding.js';
import { StandInBinding } from './stand-in-binding.js';

/** Sequences become graphs when they come by for the third time: executed, put off and executed, compiled. */
const timesBeforeGraph = 2;

const [float, int32] = [1, 3];

function deferring(): { native: StandInBinding; binding: NativeBinding } {
  const native = new StandInBinding();
  const backend = { binding: native.binding };
  deferOperations(backend, timesBeforeGraph);
  return { native, binding: backend.binding };
}

function numbers(binding: NativeBinding, ...values: number[]): number {
  return binding.createTensor([values.length], float, Float32Array.from(values));
}

function number(binding: NativeBinding, value: number): number {
  return binding.createTensor([], float, Float32Array.of(value));
}

/** x·factor + x, its result kept and all else let go. */
function step(binding: NativeBinding, x: number, factor: number): number {
  const scalar = number(binding, factor);
  const [product] = binding.executeOp('Mul', [], [x, scalar], 1);
  const [sum] = binding.executeOp('Add', [], [product.id, x], 1);
  [scalar, product.id, x].forEach((id) => {
    binding.deleteTensor(id);
  });
  return sum.id;
}

function read(binding: NativeBinding, id: number): number[] {
  return Array.from(binding.tensorDataSync(id) as Float32Array);
}

describe('operations that come by again and again', () => {
  test('become one graph, which is loaded once', () => {
    const { native, binding } = deferring();
    for (let time = 0; time < timesBeforeGraph; time += 1) {
      read(binding, step(binding, numbers(binding, 1, 2), 3));
    }
    expect(native.executed).toHaveLength(2 * timesBeforeGraph);
    for (let time = 0; time < 5; time += 1) {
      expect(read(binding, step(binding, numbers(binding, 1, time), 3))).toEqual([4, 4 * time]);
    }
    expect([native.loads, native.runs]).toEqual([1, 5]);
    expect(native.executed).toHaveLength(2 * timesBeforeGraph);
  });

  test('take a number that changes as it is each time', () => {
    const { native, binding } = deferring();
    const factors = [3, 3, 3, 3, 3, 7, 8, 9];
    const results = factors.map(
      (factor) => read(binding, step(binding, numbers(binding, 1, 2), factor))[0],
    );
    expect(results).toEqual(factors.map((factor) => factor + 1));
    // What was compiled with the number in it is not kept.
    expect([native.loads, native.graphCount]).toEqual([2, 1]);
  });

  test('take a number that comes of an operation later as they took it before', () => {
    const { native, binding } = deferring();
    const x = numbers(binding, 1, 2);
    let factor = number(binding, 3);
    for (let time = 0; time <= timesBeforeGraph; time += 1) {
      const [scaled] = binding.executeOp('Mul', [], [x, factor], 1);
      const [doubled] = binding.executeOp('Add', [], [factor, factor], 1);
      binding.deleteTensor(factor);
      factor = doubled.id;
      expect(read(binding, scaled.id)).toEqual([3 * 2 ** time, 6 * 2 ** time]);
    }
    expect(native.runs).toBe(1);
  });

  test('are told apart by shapes that are given in numbers', () => {
    const { binding } = deferring();
    const shapes = [
      [2, 1],
      [1, 2],
      [2, 1],
      [1, 2],
      [2, 1],
      [1, 2],
      [2, 1],
      [1, 2],
    ];
    for (const shape of shapes) {
      const x = numbers(binding, 1, 2);
      const asked = binding.createTensor([2], int32, Int32Array.from(shape));
      const [reshaped] = binding.executeOp('Reshape', [], [x, asked], 1);
      expect(reshaped.shape).toEqual(shape);
      expect(read(binding, reshaped.id)).toEqual([1, 2]);
    }
  });

  test('are executed one by one where TensorFlow refuses the graph, which is tried once', () => {
    const { native, binding } = deferring();
    native.refusesGraphs = true;
    for (let time = 0; time < 10; time += 1) {
      expect(read(binding, step(binding, numbers(binding, time, 1), 1))).toEqual([2 * time, 2]);
    }
    native.refusesGraphs = false;
    read(binding, step(binding, numbers(binding, 1, 1), 1));
    expect(native.loads).toBe(0);
  });

  test('are not computed where nobody asks for what they give', () => {
    const { native, binding } = deferring();
    for (let time = 0; time < 5; time += 1) {
      const [x, y] = [
        step(binding, numbers(binding, 1, 2), 2),
        step(binding, numbers(binding, 1, 2), 2),
      ];
      expect(read(binding, x)).toEqual([3, 6]);
      binding.deleteTensor(x);
      binding.deleteTensor(y);
    }
    expect(native.tensorCount).toBe(0);
  });
});

test('operations are deferred once, however often that is asked for', () => {
  const backend = { binding: new StandInBinding().binding };
  deferOperations(backend);
  const { binding } = backend;
  deferOperations(backend);
  expect(backend.binding).toBe(binding);
});

test('a failure shows where it is made, and what depends on it cannot be read', () => {
  const { binding } = deferring();
  expect(() =>
    binding.executeOp('Add', [], [numbers(binding, 1, 2), numbers(binding, 1, 2, 3)], 1),
  ).toThrow('The shapes do not fit.');
  expect(() => binding.tensorDataSync(99)).toThrow('There is no tensor number 99.');
});

test('an operation that cannot be put off gets what was put off before it', () => {
  const { binding } = deferring();
  for (let time = 0; time < 5; time += 1) {
    const x = step(binding, numbers(binding, time, 1), 2);
    const [encoded] = binding.executeOp('EncodeText', [], [x], 1);
    expect(binding.tensorDataSync(encoded.id)).toEqual([Uint8Array.of(3 * time, 3)]);
  }
});

/** What is done with the tensors that are there, counted from the last one back. */
type Instruction =
  | { readonly kind: 'make' | 'scale'; readonly value: number; readonly of: number }
  | {
      readonly kind: 'add' | 'split' | 'read' | 'forget';
      readonly one: number;
      readonly other: number;
    };

const place = fc.nat({ max: 5 });
const instruction: fc.Arbitrary<Instruction> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('make' as const, 'scale' as const),
    value: fc.integer({ min: -3, max: 3 }),
    of: place,
  }),
  fc.record({
    kind: fc.constantFrom(
      'add' as const,
      'add' as const,
      'split' as const,
      'read' as const,
      'forget' as const,
    ),
    one: place,
    other: place,
  }),
);

/** What reading shows while a program runs, and of all tensors that are left, which are then let go. */
function run(binding: NativeBinding, program: readonly Instruction[], seed: number): number[][] {
  const shown: number[][] = [];
  const tensors = [numbers(binding, seed, 1), numbers(binding, 2, seed)];
  const at = (back: number): number => Math.max(0, tensors.length - 1 - back);
  for (const one of program) {
    if (one.kind === 'make') {
      tensors.push(numbers(binding, one.value, seed));
    } else if (tensors.length > 0) {
      perform(binding, one, tensors, at, seed, shown);
    }
  }
  shown.push(...tensors.map((id) => read(binding, id)));
  tensors.forEach((id) => {
    binding.deleteTensor(id);
  });
  return shown;
}

function perform(
  binding: NativeBinding,
  one: Instruction,
  tensors: number[],
  at: (back: number) => number,
  seed: number,
  shown: number[][],
): void {
  if (one.kind === 'scale') {
    const scalar = number(binding, one.value === 0 ? seed : one.value);
    tensors.push(binding.executeOp('Mul', [], [tensors[at(one.of)], scalar], 1)[0].id);
    binding.deleteTensor(scalar);
  } else if (one.kind === 'add') {
    const operands = [tensors[at(one.one)], tensors[at(one.other)]];
    tensors.push(binding.executeOp('Add', [], operands, 1)[0].id);
  } else if (one.kind === 'split') {
    const halves = binding.executeOp('SplitV', [], [tensors[at(one.one)]], 2);
    const [sum] = binding.executeOp('Add', [], [tensors[at(one.other)], halves[1].id], 1);
    halves.forEach(({ id }) => {
      binding.deleteTensor(id);
    });
    tensors.push(sum.id);
  } else if (one.kind === 'read') {
    shown.push(read(binding, tensors[at('one' in one ? one.one : 0)]));
  } else {
    tensors.splice(at('one' in one ? one.one : 0), 1).forEach((id) => {
      binding.deleteTensor(id);
    });
  }
}

test('whatever is done, and however often, reads the same as executed at once, and nothing is left over', () => {
  fc.assert(
    fc.property(
      fc.array(instruction, { minLength: 1, maxLength: 25 }),
      fc.array(instruction, { minLength: 1, maxLength: 25 }),
      (first, second) => {
        const { native, binding } = deferring();
        for (let time = 0; time < 7; time += 1) {
          const program = time % 3 === 2 ? second : first;
          expect(run(binding, program, time)).toEqual(
            run(new StandInBinding().binding, program, time),
          );
        }
        // What was put off and is not asked for holds what it takes until something is.
        const last = step(binding, numbers(binding, 1), 1);
        read(binding, last);
        binding.deleteTensor(last);
        expect(native.tensorCount).toBe(0);
      },
    ),
  );
});
