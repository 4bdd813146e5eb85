import type { Composition } from './compose-kernel.js';

/** Sums of squares, set by set: see `squaredNorms` of the fused kernels. */
export const squaredNorms: Composition<{ readonly sizes: readonly number[] }> = (
  operations,
  inputs,
  { sizes },
) => {
  const tensors = Object.values(inputs).map((x) => operations.take(x));
  let start = 0;
  const halves = sizes.map((size) => {
    const set = tensors.slice(start, (start += size));
    // Vectors are many and small: one operation for all of them.
    const vectors = set.filter(({ shape }) => shape.length === 1);
    const others = set.filter(({ shape }) => shape.length !== 1);
    const joined = vectors.length === 0 ? [] : [operations.join(vectors)];
    return operations.add([...others, ...joined].map((x) => operations.apply('L2Loss', x)));
  });
  return [operations.apply('Mul', operations.pack(halves), operations.constant(2))];
};
