import { util } from '@tensorflow/tfjs-core';
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Operands } from '../../transfer-operands.js';
import type { KernelScope } from '../kernel-scope.js';

/** A matrix, [rows, columns], within a tensor; without gaps. */
export interface Matrix {
  readonly of: TensorInfo;
  /** Where it begins, in values. */
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
}

/** What the forward pass records for the backward pass, one after the other in one tensor. */
export interface Recorded {
  /** s_k: [batch, channels] a branch. */
  readonly squeezed: readonly Matrix[];
  /** z: [batch, width]. */
  readonly joint: Matrix;
  /** [batch, channels] a branch. */
  readonly gates: readonly Matrix[];
}

/** How many values {@link recorded} needs. */
export function recordSize({ features, squeezeBias }: Operands): number {
  const channels = features.reduce((sum, map) => sum + channelsOf(map), 0);
  return features[0].shape[0] * (2 * channels + squeezeBias.shape[0]);
}

/** The matrices in `record`. */
export function recorded({ features, squeezeBias }: Operands, record: TensorInfo): Recorded {
  let next = 0;
  const rows = features[0].shape[0];
  const matrix = (columns: number): Matrix => {
    const offset = next;
    next += rows * columns;
    return { of: record, offset, rows, columns };
  };
  return {
    squeezed: features.map((map) => matrix(channelsOf(map))),
    joint: matrix(squeezeBias.shape[0]),
    gates: features.map((map) => matrix(channelsOf(map))),
  };
}

/** What each branch has of the squeeze kernel, [ΣC, width]: [channels, width]. */
export function squeezeBlocks({ features, squeezeKernel }: Operands, of = squeezeKernel): Matrix[] {
  let first = 0;
  return features.map((map): Matrix => {
    const [rows, columns] = [channelsOf(map), squeezeKernel.shape[1]];
    const offset = first * columns;
    first += rows;
    return { of, offset, rows, columns };
  });
}

/** All of a tensor, [rows, columns]. */
export function wholeMatrix(of: TensorInfo): Matrix {
  return { of, offset: 0, rows: of.shape[0], columns: of.shape[1] };
}

export function channelsOf({ shape }: TensorInfo): number {
  return shape[shape.length - 1];
}

/** How many values of each channel a sample has. */
export function rowsOf({ shape }: TensorInfo): number {
  return util.sizeFromShape(shape.slice(1, -1));
}

export function addressOf(scope: KernelScope, { of, offset }: Matrix): number {
  return scope.address(of) + offset * Float32Array.BYTES_PER_ELEMENT;
}

/** The values of a matrix where they lie; the view is stale after the next allocation. */
export function valuesOf(scope: KernelScope, { of, offset, rows, columns }: Matrix): Float32Array {
  return scope.values(of).subarray(offset, offset + rows * columns);
}
