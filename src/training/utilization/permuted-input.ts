import * as tf from '@tensorflow/tfjs-core';
import type { Generator } from '../../random/generator.js';
import { intactLogits } from '../evaluation.js';
import { drawOrders, visitBatches, type Passes, type PlacedBatch } from './passes.js';

/**
 * The intact pass, then `repeats` passes for each modality with its *input* permuted over the evaluated samples
 * (perceptual score, Gat et al., NeurIPS 2021). Unlike a cut at the gates, the modality's own branch runs on the
 * permuted input too; its prediction is left out.
 */
export async function permutedInputPasses(
  passes: Passes,
  repeats: number,
  random: Generator,
): Promise<void> {
  const { table, stopwatch } = passes;
  const orders = drawOrders(passes, repeats, random);
  await visitBatches(passes, async (batch) => {
    const intact = await stopwatch.time('intact', () => intactLogits(passes.network, batch.inputs));
    table.addIntact(batch.offset, intact);
    for (const [modality, ofModality] of orders.entries()) {
      for (const order of ofModality) {
        await stopwatch.time('cut', () => addPermuted(passes, batch, modality, order));
      }
    }
  });
}

async function addPermuted(
  passes: Passes,
  { inputs, offset, labels }: PlacedBatch,
  modality: number,
  order: Int32Array,
): Promise<void> {
  const chosen = order.subarray(offset, offset + labels.length);
  const others = await passes.reader.read(
    passes.split,
    chosen.map((position) => passes.indices[position]),
  );
  try {
    const mixed = inputs.map((input, index) => (index === modality ? others.inputs[index] : input));
    passes.table.addCut(modality, offset, await intactLogits(passes.network, mixed));
  } finally {
    tf.dispose([...others.inputs]);
  }
}
