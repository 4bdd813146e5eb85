import * as tf from '@tensorflow/tfjs-core';
import type { Generator } from '../../random/generator.js';
import { readForward, readLogits } from '../predictions.js';
import {
  drawOrders,
  logitsFrom,
  visitBatches,
  withPrefix,
  withTensors,
  type Passes,
} from './passes.js';
import { readSqueezed, type HostSqueezed } from './squeezed-means.js';

/**
 * The intact pass, then `repeats` passes with each modality cut off by handing every sample the squeezed vectors that
 * another sample had on the intact network: one permutation of the evaluated samples for all modules (ours).
 */
export async function permutedSqueezedPasses(
  passes: Passes,
  repeats: number,
  random: Generator,
): Promise<void> {
  const { network, table, stopwatch } = passes;
  const recorded = await recordIntact(passes);
  const orders = drawOrders(passes, repeats, random);
  await visitBatches(passes, async (batch) => {
    await withPrefix(passes, batch, 'cut', async (prefix) => {
      for (const [modality, ofModality] of orders.entries()) {
        for (const order of ofModality) {
          const chosen = order.subarray(batch.offset, batch.offset + batch.labels.length);
          const logits = await stopwatch.time('cut', () =>
            withTensors(
              recorded.map((module) => rows(module[modality], chosen)),
              (replacement) => logitsFrom(network, prefix, { kind: 'cut', modality, replacement }),
            ),
          );
          table.addCut(modality, batch.offset, logits);
        }
      }
    });
  });
}

/** Adds the intact predictions to the table and returns all squeezed vectors, by [module][branch]. */
async function recordIntact(passes: Passes): Promise<HostSqueezed[][]> {
  const { network, table, stopwatch, indices } = passes;
  const all: HostSqueezed[][] = [];
  await visitBatches(passes, async ({ inputs, offset }) => {
    const forward = await stopwatch.time('intact', () =>
      network.forward(inputs, { flow: { kind: 'regular' }, training: false }),
    );
    await readForward(forward, async ({ logits, squeezed }) => {
      table.addIntact(offset, await stopwatch.time('intact', () => readLogits(logits)));
      const read = await stopwatch.time('recording', () => readSqueezed(squeezed));
      read.forEach((module, moduleIndex) => {
        all[moduleIndex] ??= module.map(({ channels }) => ({
          channels,
          values: new Float32Array(indices.length * channels),
        }));
        module.forEach(({ channels, values }, branch) => {
          all[moduleIndex][branch].values.set(values, offset * channels);
        });
      });
    });
  });
  return all;
}

/** The squeezed vectors of the samples `chosen`: [chosen, channels]. */
function rows({ channels, values }: HostSqueezed, chosen: Int32Array): tf.Tensor2D {
  const data = new Float32Array(chosen.length * channels);
  chosen.forEach((sample, row) => {
    data.set(values.subarray(sample * channels, (sample + 1) * channels), row * channels);
  });
  return tf.tensor2d(data, [chosen.length, channels], 'float32');
}
