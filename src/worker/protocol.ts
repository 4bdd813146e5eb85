import { z } from 'zod';
import { balancingConfiguration, guidedAsked } from '../record/balancing.js';
import { runState } from '../record/event.js';
import { checkpointChoice } from '../record/inspection.js';
import { nullTraining } from '../record/null-band.js';
import { problemDescription } from '../record/problem-description.js';
import { backendName, device } from '../record/run.js';
import { replacingCut } from '../record/samples.js';
import { cutOperator, splitName } from '../record/utilization.js';

/** Names of the balancing strategies, as a person may ask for one. */
export const strategyName = z.enum(['vanilla', 'guided', 'random', 'fixed', 'antiGuided']);

/** What to train. Null leaves a choice to the model file, or to the ladder of backends. */
const trainingRequest = z.object({
  /** Absolute path of the model file. */
  modelFile: z.string(),
  /** Absolute path of the folder that gets the run directory. */
  runsDirectory: z.string(),
  /** A strategy by name has the options of the model file, or its defaults; a configuration is taken as it is. */
  balancing: z.union([strategyName, balancingConfiguration, guidedAsked]).nullable(),
  /** Name of the one modality to train alone. */
  only: z.string().nullable(),
  epochs: z.int().positive().nullable(),
  maxSteps: z.int().positive().nullable(),
  seed: z.int().nullable(),
  backend: backendName.nullable(),
  /** Absolute path of a safetensors file with the initial weights. */
  initialWeights: z.string().nullable(),
});
export type TrainingRequest = z.infer<typeof trainingRequest>;

/** Which run to go on with, and from where. */
const continuationRequest = z.object({
  /** Absolute path of the run directory. */
  run: z.string(),
  checkpoint: checkpointChoice,
  /** Null: the backend that the run began on. */
  backend: backendName.nullable(),
});
export type ContinuationRequest = z.infer<typeof continuationRequest>;

/** Which weights to inspect, on what, and how to cut. */
const inspectionRequest = z.object({
  /** Absolute path of the run directory. */
  run: z.string(),
  checkpoint: checkpointChoice,
  split: splitName,
  cut: cutOperator,
  backend: backendName.nullable(),
  /** Absolute paths of runs of one modality alone, on the same data and seed, to hold the run's branches to. */
  references: z.array(z.string()).exactOptional(),
  /** Whether batch norm's running statistics are measured anew before, on the training split as the model file batches it. */
  recalibrateBatchNorm: z.boolean().exactOptional(),
});
export type InspectionRequest = z.infer<typeof inspectionRequest>;

/** Which weights' samples to look at, on which split, and by which cut. */
const sampleInspectionRequest = inspectionRequest
  .omit({ references: true })
  .extend({ cut: replacingCut });
export type SampleInspectionRequest = z.infer<typeof sampleInspectionRequest>;

/** Which weights' gates to look at, and on which split. */
const gateInspectionRequest = inspectionRequest.omit({ references: true, cut: true });
export type GateInspectionRequest = z.infer<typeof gateInspectionRequest>;

/** Which training of a run's null band to follow. */
const nullTrainingRequest = z.object({
  /** Absolute path of the run directory. */
  run: z.string(),
  /** Its number, from 0: other weights, another order and other labels each. */
  index: z.int().nonnegative(),
  /** How many steps; null: the run's warm-up and the epoch after it. Never more than the run means to take. */
  steps: z.int().positive().nullable(),
  backend: backendName.nullable(),
});
export type NullTrainingRequest = z.infer<typeof nullTrainingRequest>;

/** What came of it: d_speed after each of `steps`, of a training with `seed`. */
export const nullTrainingResult = nullTraining.extend({
  steps: z.array(z.int().positive()),
  device,
});
export type NullTrainingResult = z.infer<typeof nullTrainingResult>;

/** Where a training writes, and how far it means to go. */
export const trainingStarted = z.object({
  /** Absolute path of the run directory. */
  directory: z.string(),
  plannedSteps: z.int().nonnegative(),
  /** How many steps had been taken before: 0, or where a run is taken up again. */
  step: z.int().nonnegative(),
  /** What this process computes on. */
  device,
});
export type TrainingStarted = z.infer<typeof trainingStarted>;

const id = z.int();

/**
 * Host → child. Every request is answered once, by `done` or `failed` with its id. `pause` and `resume` hold a training of
 * this process; `continue` takes up a run that an earlier process has left.
 */
export const request = z.discriminatedUnion('type', [
  z.object({ type: z.literal('train'), id, training: trainingRequest }),
  z.object({ type: z.literal('continue'), id, continuation: continuationRequest }),
  z.object({ type: z.literal('inspect'), id, inspection: inspectionRequest }),
  z.object({ type: z.literal('inspect-samples'), id, inspection: sampleInspectionRequest }),
  z.object({ type: z.literal('inspect-gates'), id, inspection: gateInspectionRequest }),
  z.object({ type: z.literal('follow-null'), id, training: nullTrainingRequest }),
  z.object({ type: z.literal('pause'), id }),
  z.object({ type: z.literal('resume'), id }),
  z.object({ type: z.literal('stop'), id }),
  z.object({ type: z.literal('balance'), id, balancing: balancingConfiguration }),
]);
export type Request = z.infer<typeof request>;

/** The id of whatever asks for something, so that a request which cannot be understood is answered too. */
export const requestId = z.looseObject({ id }).transform((asked) => asked.id);

/** A request before its id is given. */
export type RequestBody = Request extends infer Each
  ? Each extends Request
    ? Omit<Each, 'id'>
    : never
  : never;

/** Child → host: answers to requests, and notices that nobody asked for. */
export const message = z.discriminatedUnion('type', [
  z.object({ type: z.literal('done'), id, result: z.unknown() }),
  z.object({ type: z.literal('failed'), id, problem: problemDescription }),
  /** The run directory is readable up to these byte lengths. */
  z.object({
    type: z.literal('flushed'),
    steps: z.int().nonnegative(),
    events: z.int().nonnegative(),
  }),
  /** The disk is full: the training waits for space, and stop still works; null: it goes on. */
  z.object({ type: z.literal('waiting'), problem: problemDescription.nullable() }),
  /** The training is over; the run directory says the rest. */
  z.object({ type: z.literal('ended'), state: runState, problem: problemDescription.nullable() }),
]);
export type Message = z.infer<typeof message>;

/** A message that answers no request. */
export type Notice = Extract<Message, { type: 'flushed' | 'waiting' | 'ended' }>;
