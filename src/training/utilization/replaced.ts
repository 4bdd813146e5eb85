import * as tf from '@tensorflow/tfjs-core';
import {
  logitsFrom,
  visitBatches,
  withPrefix,
  withTensors,
  type Passes,
  type PlacedBatch,
} from './passes.js';
import type { SqueezedVectors } from './squeezed-means.js';

/**
 * The intact pass, and one pass with each modality cut off: in every gate but its own branch's, `vectors` stand in place
 * of its squeezed vectors. All passes of a batch share the stages before the first fusion module.
 *
 * @param vectors by [module][branch]: the means (paper), or zeros
 */
export async function replacedPasses(passes: Passes, vectors: SqueezedVectors): Promise<void> {
  const size = Math.min(passes.batchSize, passes.indices.length);
  const replacements = passes.network.specification.modalities.map((_, modality) =>
    vectors.map((module) => repeated(module[modality], size)),
  );
  await withTensors(replacements.flat(), () =>
    visitBatches(passes, async (batch) => {
      const { length } = batch.indices;
      if (length === size) {
        return passesOfBatch(passes, batch, replacements);
      }
      const shorter = tf.tidy(() =>
        replacements.map((modules) => modules.map((all) => tf.slice(all, 0, length))),
      );
      return withTensors(shorter.flat(), () => passesOfBatch(passes, batch, shorter));
    }),
  );
}

/** `vector` in each of so many rows: what stands for all samples alike is spread over them once. */
function repeated(vector: Float32Array, rows: number): tf.Tensor2D {
  const values = new Float32Array(rows * vector.length);
  for (let row = 0; row < rows; row += 1) {
    values.set(vector, row * vector.length);
  }
  return tf.tensor2d(values, [rows, vector.length], 'float32');
}

/** @param replacements of each modality that is cut off, [batch, channels] a module */
async function passesOfBatch(
  passes: Passes,
  batch: PlacedBatch,
  replacements: readonly (readonly tf.Tensor[])[],
): Promise<void> {
  const { network, table, stopwatch } = passes;
  await withPrefix(passes, batch, 'intact', async (prefix) => {
    const intact = await stopwatch.time('intact', () =>
      logitsFrom(network, prefix, { kind: 'regular' }),
    );
    table.addIntact(batch.offset, intact);
    for (const [modality, replacement] of replacements.entries()) {
      const cut = await stopwatch.time('cut', () =>
        logitsFrom(network, prefix, { kind: 'cut', modality, replacement }),
      );
      table.addCut(modality, batch.offset, cut);
    }
  });
}
