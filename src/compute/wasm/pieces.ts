import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { WorkName } from './assembly.js';
import type { KernelScope } from './kernel-scope.js';
import { mostParts } from './parts.js';

/** How many values a piece has at most. */
const mostValues = 4096;

/** Some neighbouring values of a tensor, and of those that are worked on together with it. */
export interface Piece {
  /** Which row of tensors it is of. */
  readonly row: number;
  readonly length: number;
  /** Where they lie: one address for each tensor of the row. */
  readonly addresses: readonly number[];
}

/** The pieces of rows of float32 tensors; the tensors of a row are equally large. */
export function cutIntoPieces(
  scope: KernelScope,
  rows: readonly (readonly TensorInfo[])[],
): Piece[] {
  const pieces: Piece[] = [];
  for (const [row, tensors] of rows.entries()) {
    const size = util.sizeFromShape(tensors[0].shape);
    const starts = tensors.map((tensor) => scope.address(tensor));
    for (let first = 0; first < size; first += mostValues) {
      const offset = first * Float32Array.BYTES_PER_ELEMENT;
      const addresses = starts.map((start) => start + offset);
      pieces.push({ row, length: Math.min(mostValues, size - first), addresses });
    }
  }
  return pieces;
}

/**
 * Has a work of the assembly done on all pieces: a class that extends `Pieces`.
 *
 * @param table what the work is told of each piece
 * @param rest what it is told beside
 */
export function performOnPieces(
  scope: KernelScope,
  work: WorkName,
  table: readonly (readonly number[])[],
  rest: readonly number[],
): void {
  const countAPart = Math.ceil(table.length / mostParts);
  if (countAPart > 0) {
    const told = scope.allocate([table.length * table[0].length]);
    scope.integers(told).set(table.flat());
    const parts = Math.ceil(table.length / countAPart);
    scope.perform(work, parts, [scope.address(told), table.length, countAPart, ...rest]);
  }
}

/** 32-bit floats as the integers that have their bits: how the assembly is told them. */
export function bitsOf(values: readonly number[]): number[] {
  return [...new Int32Array(Float32Array.from(values).buffer)];
}
