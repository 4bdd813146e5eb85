import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import type { Flow } from '../../network/flow.js';
import {
  disposePrefix,
  type MultiModalNetwork,
  type Prefix,
} from '../../network/multi-modal-network.js';
import type { Generator } from '../../random/generator.js';
import type { SplitName } from '../../record/utilization.js';
import { pieces, type Batch } from '../batches.js';
import type { EvaluationOptions } from '../evaluation.js';
import { readForward, readLogits, type HostLogits } from '../predictions.js';
import type { Stopwatch, TimedPart } from './stopwatch.js';

/** Takes note of what the passes predict, batch by batch. */
export interface PassTable {
  /** The intact predictions of the samples from `offset` on. */
  addIntact(offset: number, logits: HostLogits): void;
  /** Their predictions with modality `cut` cut off; branch `cut`'s own are left out of everything. */
  addCut(cut: number, offset: number, logits: HostLogits): void;
}

/** What the passes of one utilization measurement share. */
export interface Passes extends EvaluationOptions {
  readonly split: SplitName;
  /** The samples that are evaluated, as positions in the split. */
  readonly indices: Int32Array;
  readonly table: PassTable;
  readonly stopwatch: Stopwatch;
}

/** A batch of the evaluated samples; `offset` is the position of its first one among them. */
export interface PlacedBatch extends Batch {
  readonly offset: number;
  readonly indices: Int32Array;
}

/**
 * Hands the evaluated samples to `visit` batch by batch, and frees each batch afterwards.
 *
 * @throws the signal's reason where it is aborted
 */
export async function visitBatches(
  { reader, split, indices, batchSize, signal }: Passes,
  visit: (batch: PlacedBatch) => Promise<void>,
): Promise<void> {
  let offset = 0;
  for (const piece of pieces(indices, batchSize)) {
    signal?.throwIfAborted();
    const batch = await reader.read(split, piece);
    try {
      await visit({ ...batch, offset, indices: piece });
    } finally {
      tf.dispose([...batch.inputs]);
    }
    offset += piece.length;
    await setImmediate();
  }
}

/** For each modality, `repeats` permutations of the evaluated samples. */
export function drawOrders(
  { network, indices }: Passes,
  repeats: number,
  random: Generator,
): Int32Array[][] {
  return network.specification.modalities.map(() =>
    Array.from({ length: repeats }, () => random.permutation(indices.length)),
  );
}

/** The network up to its first fusion module for a batch, its time added to `part`, kept while `use` runs. */
export async function withPrefix(
  { network, stopwatch }: Passes,
  { inputs }: Batch,
  part: TimedPart,
  use: (prefix: Prefix) => Promise<void>,
): Promise<void> {
  const prefix = await stopwatch.time(part, () => network.beforeFusion(inputs));
  try {
    await use(prefix);
  } finally {
    disposePrefix(prefix);
  }
}

/** The branches' logits of a pass through the rest of the network. */
export function logitsFrom(
  network: MultiModalNetwork,
  prefix: Prefix,
  flow: Flow<tf.Tensor>,
): Promise<HostLogits> {
  return readForward(network.forwardFrom(prefix, flow), ({ logits }) => readLogits(logits));
}

/** What `use` makes of tensors, which are freed afterwards. */
export async function withTensors<Result>(
  tensors: readonly tf.Tensor[],
  use: (tensors: readonly tf.Tensor[]) => Promise<Result>,
): Promise<Result> {
  try {
    return await use(tensors);
  } finally {
    tf.dispose([...tensors]);
  }
}
