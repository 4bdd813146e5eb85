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
  const replacements = passes.network.specification.modalities.map((_, modality) =>
    vectors.map((module) => tf.tensor1d(module[modality], 'float32')),
  );
  await withTensors(replacements.flat(), () =>
    visitBatches(passes, (batch) => passesOfBatch(passes, batch, replacements)),
  );
}

/** @param replacements of each modality that is cut off, one vector a module */
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
