import { z } from 'zod';
import { balancingConfiguration } from './balancing.js';
import { evaluation } from './event.js';
import { measured } from './measured.js';

const generatorState = z.array(z.int());

/** `state.json` of a checkpoint: everything of a session that is not a tensor. */
export const checkpointState = z.object({
  schemaVersion: z.literal(1),
  /** Training steps taken. */
  step: z.int().nonnegative(),
  /** The epoch in progress, from 1, and how many of its batches are done. */
  epoch: z.int().positive(),
  batchesDone: z.int().nonnegative(),
  /** Whether utilization is still to be measured before the next step, in the middle of the epoch. */
  measurementDue: z.boolean().default(false),
  /** States of the random streams, by name. */
  generators: z.record(z.string(), generatorState),
  /** Σ μ(θ_k; i) and Σ μ(θ_k'; i) over the regular steps, per branch; NaN once they are not finite. */
  speedSums: z.object({ branch: z.array(measured), fusion: z.array(measured) }),
  balancing: balancingConfiguration,
  /** State of the strategy, owned by it. */
  strategyState: z.unknown(),
  /** State of the learning-rate schedule and of the stop rules, owned by them. */
  scheduleState: z.unknown(),
  stopState: z.unknown(),
  /** How many training samples the gate means cover. */
  gateSamples: z.number().nonnegative(),
  /** The optimizer's step count of each parameter, by name. */
  optimizerSteps: z.record(z.string(), z.int()),
  validation: evaluation.nullable(),
  best: z.boolean(),
  /** Set once there is nothing left to do, with the reason where it was not the last epoch; null: the run goes on. */
  finished: z.object({ reason: z.string().nullable() }).nullable().default(null),
  /** Byte lengths of `steps.f64` and `events.jsonl` at this moment. */
  bytes: z.object({ steps: z.int().nonnegative(), events: z.int().nonnegative() }),
});
export type CheckpointState = z.infer<typeof checkpointState>;

/** A named float32 tensor on the host. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Tensors by name, as kept in a safetensors file. */
export type TensorMap = ReadonlyMap<string, HostTensor>;

/** A checkpoint in memory; the writer adds the byte lengths. */
export interface Checkpoint {
  readonly state: Omit<CheckpointState, 'bytes'>;
  /** Trainable weights, batch-norm running statistics and gate means. */
  readonly weights: TensorMap;
  /** Optimizer slots, named `<parameter>.<slot>`. */
  readonly optimizer: TensorMap;
}
