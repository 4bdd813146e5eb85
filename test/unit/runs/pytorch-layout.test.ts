import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HostTensor } from '../../../src/record/checkpoint.js';
import { fromPyTorch, hasPyTorchNames, toPyTorch } from '../../../src/runs/pytorch-layout.js';
import { problemOf } from '../../support/problem-of.js';

const modalities = ['gray', 'fusion1'];

/** A tensor whose values are their own places. */
function counted(...shape: number[]): HostTensor {
  const count = shape.reduce((product, size) => product * size, 1);
  return { shape, data: Float32Array.from({ length: count }, (_, index) => index) };
}

describe("PyTorch's layout", () => {
  it.each([
    ['gray.stage1.convolution.kernel', 'branches.0.stages.0.layer.weight'],
    ['gray.stage12.dense.bias', 'branches.0.stages.11.layer.bias'],
    ['gray.stage2.normalization.scale', 'branches.0.stages.1.normalization.weight'],
    ['gray.stage2.normalization.offset', 'branches.0.stages.1.normalization.bias'],
    ['gray.stage2.normalization.mean', 'branches.0.stages.1.normalization.running_mean'],
    ['gray.stage2.normalization.variance', 'branches.0.stages.1.normalization.running_var'],
    ['fusion1.head.kernel', 'branches.1.head.weight'],
    ['fusion1.squeeze.kernel', 'fusions.0.squeeze.weight'],
    ['fusion3.excitation.gray.bias', 'fusions.2.excitations.0.bias'],
    ['fusion3.excitation.fusion1.kernel', 'fusions.2.excitations.1.weight'],
    ['fusion1.gate.fusion1.mean', 'fusions.0.mean1'],
  ])('calls %s %s', (ours, theirs) => {
    expect([...toPyTorch(new Map([[ours, counted(2)]]), modalities).keys()]).toEqual([theirs]);
    const back = fromPyTorch(new Map([[theirs, counted(2)]]), [ours], modalities);
    expect([...back.keys()]).toEqual([ours]);
  });

  it('has the outputs first', () => {
    const weights = new Map([
      ['gray.stage1.convolution.kernel', counted(3, 3, 2, 5)],
      ['gray.head.kernel', counted(2, 3)],
    ]);
    const [convolution, head] = toPyTorch(weights, modalities).values();
    expect(convolution.shape).toEqual([5, 2, 3, 3]);
    // out 4, in 1, row 2, column 0 of [height, width, in, out]
    expect(convolution.data[((4 * 2 + 1) * 3 + 2) * 3]).toBe(((2 * 3 + 0) * 2 + 1) * 5 + 4);
    expect(head).toEqual({ shape: [3, 2], data: Float32Array.of(0, 3, 1, 4, 2, 5) });
  });

  it('is turned back exactly, whatever the shape', () => {
    const size = fc.integer({ min: 1, max: 4 });
    const shape = fc.oneof(fc.tuple(size, size), fc.tuple(size, size, size, size));
    fc.assert(
      fc.property(shape, fc.boolean(), (lengths, ofHead) => {
        const name = ofHead ? 'gray.head.kernel' : 'gray.stage1.convolution.kernel';
        const weights = new Map([[name, counted(...lengths)]]);
        expect(fromPyTorch(toPyTorch(weights, modalities), [name], modalities)).toEqual(weights);
      }),
    );
  });

  it('drops the counts of batches, and keeps what it does not know for the network to refuse', () => {
    const given = new Map([
      ['branches.0.head.bias', counted(2)],
      ['branches.0.stages.0.normalization.num_batches_tracked', counted()],
      ['branches.2.head.bias', counted(2)],
    ]);
    const names = ['gray.head.bias', 'gray.head.kernel'];
    expect([...fromPyTorch(given, names, modalities).keys()]).toEqual([
      'gray.head.bias',
      'branches.2.head.bias',
    ]);
  });

  it('is not for layers of tf.layers', () => {
    const weights = new Map([['gray.stage1.layers.kernel', counted(2, 2)]]);
    const problem = problemOf(() => toPyTorch(weights, modalities));
    expect(problem).toMatchObject({ code: 'weights', entry: 'gray.stage1.layers.kernel' });
  });

  it('is told by its names', () => {
    expect(hasPyTorchNames(new Map([['branches.0.head.bias', counted(2)]]))).toBe(true);
    expect(hasPyTorchNames(new Map([['branches.stage1.dense.bias', counted(2)]]))).toBe(false);
    expect(hasPyTorchNames(new Map())).toBe(false);
  });
});
