import type { Composition } from './compose-kernel.js';

/** The sums of the squares of all values of each input: see `squaredNorms` of the fused kernels. */
export const squaredNorms: Composition<unknown> = (operations, inputs) => {
  const halves = Object.values(inputs).map((x) => operations.apply('L2Loss', operations.take(x)));
  return [operations.apply('Mul', operations.pack(halves), operations.number(2))];
};
