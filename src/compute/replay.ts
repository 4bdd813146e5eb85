import * as tf from '@tensorflow/tfjs-core';
import { recorderOf, recordOn } from './tensorflow/deferring/deferring-binding.js';
import type { NodeBackend } from './tensorflow/native-binding.js';

/** What differs from one time to the next in a computation that is repeated, beside the tensors that it overwrites. */
export interface Given {
  /** Each time of the same shapes. */
  readonly tensors: readonly tf.Tensor[];
  /** Numbers, by the names that kernels have for them. */
  readonly numbers: Readonly<Record<string, number>>;
}

/** A computation that can be repeated as a whole. */
export interface Replay {
  /** Whether every tensor that it takes or overwrites is still there, in memory of its own. */
  readonly isUsable: boolean;
  /** Computes everything; what was overwritten before the reading is overwritten. */
  run(given: Given): Replayed;
  dispose(): void;
}

/** A computation that was repeated; one of the two is to be called. */
export interface Replayed {
  /** What was read of it. */
  readonly values: Float32Array;
  /** Overwrites what was overwritten after the reading. */
  complete(): void;
  /** Leaves that as it is. */
  abandon(): void;
}

/** A computation that is under way, as kernels execute it. */
export interface RecordedComputation {
  /** Ends the recording. Null where the computation cannot be repeated without what called the kernels. */
  finish(): Replay | null;
  /** Ends it without anything coming of it. */
  abandon(): void;
}

/** Whether the current backend can record computations. */
export function canRecord(): boolean {
  return recorderOf((tf.backend() as unknown as NodeBackend).binding) !== null;
}

/**
 * Records what is computed from now on. Until that ends nothing else may be computed, and what is computed must depend on
 * nothing but these tensors, the numbers that kernels have names for, and shapes; of all that, one tensor is read.
 *
 * @param given the tensors that are others each time
 * @param kept tensors that the computation takes and may overwrite
 * @returns null on backends that cannot
 */
export function startRecording(
  given: readonly tf.Tensor[],
  kept: readonly tf.Tensor[],
): RecordedComputation | null {
  return recordOn(tf.backend() as unknown as NodeBackend, given, kept);
}
