import type { MadeTensor } from './native-binding.js';
import type { NativeOperations } from './native-operations.js';

/** How many rows a sample's feature map [batch, …, channels] has: what lies between, 1 for vectors. */
export function rowsOf({ shape }: { readonly shape: readonly number[] }): number {
  return shape.slice(1, -1).reduce((product, length) => product * length, 1);
}

/** The sum or the mean over the rows, [batch, channels]. */
export function overRows(
  operations: NativeOperations,
  name: 'Sum' | 'Mean',
  map: MadeTensor,
): MadeTensor {
  const axes = map.shape.slice(1, -1).map((_, index) => index + 1);
  return axes.length === 0 ? map : operations.reduce(name, map, axes);
}

/** [batch, channels] as [batch, 1 …, channels], as many dimensions as `map` has. */
export function alongRows(
  operations: NativeOperations,
  vectors: MadeTensor,
  map: { readonly shape: readonly number[] },
): MadeTensor {
  const [batch, channels] = vectors.shape;
  const ones = map.shape.slice(1, -1).map(() => 1);
  return ones.length === 0 ? vectors : operations.reshape(vectors, [batch, ...ones, channels]);
}
