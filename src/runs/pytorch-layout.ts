import * as l10n from '@vscode/l10n';
import type { HostTensor, TensorMap } from '../record/checkpoint.js';
import { Problem } from '../record/problem.js';

/** What a safetensors file's metadata say under `layout` where it holds a PyTorch `state_dict`. */
export const pyTorchLayout = 'pytorch';

/** PyTorch's names for the last part of ours. */
const partNames: Readonly<Record<string, string>> = {
  kernel: 'weight',
  bias: 'bias',
  scale: 'weight',
  offset: 'bias',
  mean: 'running_mean',
  variance: 'running_var',
};

/** Where a tensor stands: places from 0, and PyTorch's name of its last part. */
interface Place {
  readonly branch: number;
  readonly index: number;
  readonly part: string;
}

/** Our names and PyTorch's, as in `docs/weights.md`. */
const names: readonly (readonly [RegExp, (place: Place) => string])[] = [
  [
    /^(?<modality>[^.]+)\.stage(?<number>\d+)\.(?:convolution|dense)\.(?<part>kernel|bias)$/,
    ({ branch, index, part }) => `branches.${branch}.stages.${index}.layer.${part}`,
  ],
  [
    /^(?<modality>[^.]+)\.stage(?<number>\d+)\.normalization\.(?<part>scale|offset|mean|variance)$/,
    ({ branch, index, part }) => `branches.${branch}.stages.${index}.normalization.${part}`,
  ],
  [
    /^(?<modality>[^.]+)\.head\.(?<part>kernel|bias)$/,
    ({ branch, part }) => `branches.${branch}.head.${part}`,
  ],
  [
    /^fusion(?<number>\d+)\.squeeze\.(?<part>kernel|bias)$/,
    ({ index, part }) => `fusions.${index}.squeeze.${part}`,
  ],
  [
    /^fusion(?<number>\d+)\.excitation\.(?<modality>[^.]+)\.(?<part>kernel|bias)$/,
    ({ branch, index, part }) => `fusions.${index}.excitations.${branch}.${part}`,
  ],
  [
    /^fusion(?<number>\d+)\.gate\.(?<modality>[^.]+)\.mean$/,
    ({ branch, index }) => `fusions.${index}.mean${branch}`,
  ],
];

/**
 * The `state_dict` of the same network in PyTorch (`docs/weights.md`): its names, convolution kernels
 * [out, in, height, width], other kernels [out, in]. The counts of batches (`num_batches_tracked`) are left out.
 *
 * @param weights as in a checkpoint
 * @param modalities names in the order of the branches
 * @throws Problem `weights` where a tensor belongs to a layer of tf.layers, which PyTorch's network does not have
 */
export function toPyTorch(
  weights: TensorMap,
  modalities: readonly string[],
): Map<string, HostTensor> {
  return new Map(
    [...weights].map(([name, tensor]) => {
      const theirs = pyTorchName(name, modalities);
      if (theirs === null) {
        throw new Problem({
          code: 'weights',
          entry: name,
          what: l10n.t(
            'This tensor belongs to a layer of tf.layers, which has no counterpart in PyTorch here.',
          ),
          remedy: l10n.t(
            'Read the weights.safetensors of the checkpoint instead: it has every tensor.',
          ),
        });
      }
      return [theirs, isKernel(name) ? outputsFirst(tensor) : tensor];
    }),
  );
}

/**
 * The tensors of a PyTorch `state_dict` under our names and in our layouts: the inverse of {@link toPyTorch}. What has
 * no counterpart keeps its name, but for the counts of batches (`num_batches_tracked`), which are dropped.
 *
 * @param known the names that the network knows
 * @param modalities names in the order of the branches
 */
export function fromPyTorch(
  tensors: TensorMap,
  known: Iterable<string>,
  modalities: readonly string[],
): Map<string, HostTensor> {
  const left = new Map([...tensors].filter(([name]) => !name.endsWith('.num_batches_tracked')));
  const found = new Map<string, HostTensor>();
  for (const name of known) {
    const theirs = pyTorchName(name, modalities);
    const tensor = theirs === null ? undefined : left.get(theirs);
    if (theirs !== null && tensor !== undefined) {
      found.set(name, isKernel(name) ? outputsLast(tensor) : tensor);
      left.delete(theirs);
    }
  }
  return new Map([...found, ...left]);
}

/** Whether the names are those of a `state_dict` of the network in `docs/weights.md`. */
export function hasPyTorchNames(tensors: TensorMap): boolean {
  const given = [...tensors.keys()];
  return given.length > 0 && given.every((name) => /^(branches|fusions)\.\d+\./.test(name));
}

/** PyTorch's name of our tensor `name`; null where there is none. */
function pyTorchName(name: string, modalities: readonly string[]): string | null {
  for (const [pattern, inPyTorch] of names) {
    const groups = pattern.exec(name)?.groups;
    const { modality, number = '1', part = '' } = groups ?? {};
    const branch = modalities.indexOf(modality ?? '');
    if (groups !== undefined && (branch !== -1 || modality === undefined)) {
      return inPyTorch({ branch, index: Number(number) - 1, part: partNames[part] ?? '' });
    }
  }
  return null;
}

function isKernel(name: string): boolean {
  return name.endsWith('.kernel');
}

/** [height, width, in, out] as [out, in, height, width], and [in, out] as [out, in]. */
function outputsFirst(tensor: HostTensor): HostTensor {
  return tensor.shape.length === 4 ? permuted(tensor, [3, 2, 0, 1]) : permuted(tensor, [1, 0]);
}

/** The inverse of {@link outputsFirst}. */
function outputsLast(tensor: HostTensor): HostTensor {
  return tensor.shape.length === 4 ? permuted(tensor, [2, 3, 1, 0]) : permuted(tensor, [1, 0]);
}

/** `tensor` with its axes in another order, row-major; as it is where it has another number of axes. */
function permuted(tensor: HostTensor, axes: readonly number[]): HostTensor {
  const { shape, data } = tensor;
  if (shape.length !== axes.length) {
    return tensor;
  }
  const strides = shape.map((_, axis) =>
    shape.slice(axis + 1).reduce((product, size) => product * size, 1),
  );
  let offsets = [0];
  for (const axis of axes) {
    offsets = offsets.flatMap((offset) =>
      Array.from({ length: shape[axis] }, (_, index) => offset + index * strides[axis]),
    );
  }
  return {
    shape: axes.map((axis) => shape[axis]),
    data: Float32Array.from(offsets, (offset) => data[offset]),
  };
}
