import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { Forward } from '../../network/multi-modal-network.js';
import { pieces } from '../batches.js';
import type { EvaluationOptions } from '../evaluation.js';
import { readForward } from '../predictions.js';

/** Squeezed vectors by [module][branch]; one vector of the branch's channels each. */
export type SqueezedVectors = readonly (readonly Float32Array[])[];

/**
 * The mean squeezed vector of every branch at every fusion module over the training samples at `indices`, recorded in
 * evaluation mode on the intact network, without augmentation (paper). Sums are kept in 64 bits.
 *
 * @returns by [module][branch]
 * @throws the signal's reason where it is aborted
 */
export async function recordSqueezedMeans(
  { network, reader, batchSize, signal }: EvaluationOptions,
  indices: Int32Array,
): Promise<SqueezedVectors> {
  const sums: Float64Array[][] = [];
  for (const piece of pieces(indices, batchSize)) {
    signal?.throwIfAborted();
    const { inputs } = await reader.read('train', piece);
    try {
      const forward = network.forward(inputs, { flow: { kind: 'regular' }, training: false });
      addSums(sums, await readForward(forward, ({ squeezed }) => readSqueezed(squeezed)));
    } finally {
      tf.dispose([...inputs]);
    }
    await setImmediate();
  }
  return sums.map((module) =>
    module.map((sum) => Float32Array.from(sum, (total) => total / indices.length)),
  );
}

/** A batch's squeezed vectors on the host. */
export interface HostSqueezed {
  /** Channels of the branch at the module. */
  readonly channels: number;
  /** [batch × channels], row-major. */
  readonly values: Float32Array;
}

/** The squeezed vectors of an intact forward pass on the host, by [module][branch]. */
export async function readSqueezed(squeezed: Forward['squeezed']): Promise<HostSqueezed[][]> {
  return Promise.all(
    squeezed.map((module) =>
      Promise.all(
        module.map(async (vectors) => {
          if (vectors === null) {
            throw new TypeError('Squeezed vectors are recorded on the intact network alone.');
          }
          return { channels: vectors.shape[1], values: await vectors.data<'float32'>() };
        }),
      ),
    ),
  );
}

function addSums(sums: Float64Array[][], squeezed: readonly (readonly HostSqueezed[])[]): void {
  squeezed.forEach((module, moduleIndex) => {
    sums[moduleIndex] ??= module.map(({ channels }) => new Float64Array(channels));
    module.forEach(({ channels, values }, branch) => {
      const sum = sums[moduleIndex][branch];
      values.forEach((value, index) => {
        sum[index % channels] += value;
      });
    });
  });
}
