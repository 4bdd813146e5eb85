import { setImmediate } from 'node:timers/promises';
import * as tf from '@tensorflow/tfjs-core';
import { frozenAccuracy } from '../metrics/frozen-accuracy.js';
import { gateInShort, gateSummary, type GateValues } from '../metrics/gates.js';
import { disposePrefix } from '../network/multi-modal-network.js';
import { Generator } from '../random/generator.js';
import type { FrozenBranch, GateCourse, GateSummary } from '../record/gates.js';
import type { SplitName } from '../record/utilization.js';
import { allIndices, drawSubset, pieces } from './batches.js';
import type { EvaluationOptions } from './evaluation.js';
import { correctness, readForward, readLogits } from './predictions.js';
import { readSqueezed, type HostSqueezed } from './utilization/squeezed-means.js';

/** What gates are looked at with. */
export interface GateOptions extends EvaluationOptions {
  /** Seed of the subset and the intervals. */
  readonly seed: number;
  /** How many samples are looked at, a fixed seeded subset of the split; null: all of them. */
  readonly samples: number | null;
}

/** The gates of a network on some samples, by [module][branch]. */
export interface MeasuredGates {
  readonly samples: number;
  readonly values: readonly (readonly GateValues[])[];
  readonly summaries: readonly (readonly GateSummary[])[];
}

/**
 * Looks at every gate of the network, in evaluation mode on the intact network (ours): what it does on the samples, what
 * it does with each other modality held at its mean, and what it is frozen to. Nothing of the network is touched.
 *
 * @throws the signal's reason where it is aborted
 */
export async function measureGates(options: GateOptions, split: SplitName): Promise<MeasuredGates> {
  const { network, reader, seed, samples } = options;
  const { size } = reader.dataset.splits[split];
  const indices = drawSubset(size, samples, Generator.stream(seed, `evaluation/gates/${split}`));
  const squeezed = await recordSqueezed(options, split, indices);
  const constants = network.gateSamples === 0 ? null : await readAll(network.frozenGates());
  const live = await gatesOf(options, squeezed);
  const held: Float32Array[][][] = [];
  for (const modality of network.specification.modalities.keys()) {
    held.push(await gatesOf(options, squeezed, modality));
  }
  const values = squeezed.map((module, place) =>
    module.map(({ channels }, branch): GateValues => ({
      channels,
      live: live[place][branch],
      held: held.map((gates, modality) => (modality === branch ? null : gates[place][branch])),
      constant: constants?.[place][branch] ?? null,
    })),
  );
  const { gateScale = 1 } = network.specification.fusion ?? {};
  const summaries = values.map((module) => module.map((gate) => gateSummary(gate, gateScale)));
  return { samples: indices.length, values, summaries };
}

/** The gates in short, for an event; see {@link measureGates}. */
export async function gateCourse(options: GateOptions, split: SplitName): Promise<GateCourse> {
  const { samples, values, summaries } = await measureGates(options, split);
  const { gateScale = 1 } = options.network.specification.fusion ?? {};
  const modules = values.map((module, place) =>
    module.map((gate, branch) => gateInShort(gate, summaries[place][branch])),
  );
  return { split, samples, gateScale, modules };
}

/**
 * What freezing each branch's gates does to its accuracy, on all samples of a split: the other branches' gates stay live.
 *
 * @throws the signal's reason where it is aborted
 */
export async function measureFrozen(
  { network, reader, batchSize, seed, signal }: GateOptions,
  split: SplitName,
): Promise<FrozenBranch[]> {
  const { size } = reader.dataset.splits[split];
  const branches = [...network.specification.modalities.keys()];
  const rows = branches.map(() => ({ live: new Uint8Array(size), frozen: new Uint8Array(size) }));
  let offset = 0;
  for (const piece of pieces(allIndices(size), batchSize)) {
    signal?.throwIfAborted();
    const { inputs, labels } = await reader.read(split, piece);
    const prefix = network.beforeFusion(inputs);
    try {
      const regular = network.forwardFrom(prefix, { kind: 'regular' });
      const live = await readForward(regular, ({ logits }) => readLogits(logits));
      for (const branch of branches) {
        const forward = network.forwardFrom(prefix, { kind: 'frozen', modality: branch });
        const frozen = await readForward(forward, ({ logits }) => readLogits(logits));
        rows[branch].live.set(correctness(live[branch] ?? [], labels), offset);
        rows[branch].frozen.set(correctness(frozen[branch] ?? [], labels), offset);
      }
    } finally {
      tf.dispose([...inputs]);
      disposePrefix(prefix);
    }
    offset += piece.length;
    await setImmediate();
  }
  return rows.map(({ live, frozen }, branch) => frozenAccuracy(branch, live, frozen, seed));
}

/** The squeezed vectors of all samples, by [module][branch]. */
async function recordSqueezed(
  { network, reader, batchSize, signal }: GateOptions,
  split: SplitName,
  indices: Int32Array,
): Promise<HostSqueezed[][]> {
  const parts: HostSqueezed[][][] = [];
  for (const piece of pieces(indices, batchSize)) {
    signal?.throwIfAborted();
    const { inputs } = await reader.read(split, piece);
    try {
      const forward = network.forward(inputs, { flow: { kind: 'regular' }, training: false });
      parts.push(await readForward(forward, ({ squeezed }) => readSqueezed(squeezed)));
    } finally {
      tf.dispose([...inputs]);
    }
    await setImmediate();
  }
  return (parts[0] ?? []).map((module, place) =>
    module.map(({ channels }, branch) => ({
      channels,
      values: joined(parts.map((part) => part[place][branch].values)),
    })),
  );
}

/** Every gate for these squeezed vectors, those of modality `held`, if any, at their mean. */
async function gatesOf(
  { network }: GateOptions,
  squeezed: readonly (readonly HostSqueezed[])[],
  held: number | null = null,
): Promise<Float32Array[][]> {
  const vectors = squeezed.map((module) =>
    module.map(({ channels, values }, modality) =>
      tf.tensor2d(modality === held ? atMean(values, channels) : values, [
        values.length / channels,
        channels,
      ]),
    ),
  );
  try {
    return await readAll(network.gates(vectors));
  } finally {
    tf.dispose(vectors.flat());
  }
}

/** As many rows, each the mean of all. */
function atMean(values: Float32Array, channels: number): Float32Array {
  const sums = new Float64Array(channels);
  values.forEach((value, place) => {
    sums[place % channels] += value;
  });
  const rows = values.length / channels;
  return values.map((_, place) => sums[place % channels] / rows);
}

/** The tensors' values, by [module][branch]; the tensors are freed. */
async function readAll(tensors: readonly (readonly tf.Tensor[])[]): Promise<Float32Array[][]> {
  try {
    return await Promise.all(
      tensors.map((module) => Promise.all(module.map((each) => each.data<'float32'>()))),
    );
  } finally {
    tf.dispose(tensors.flat());
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    all.set(part, start);
    start += part.length;
  }
  return all;
}
