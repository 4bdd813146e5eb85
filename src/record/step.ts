import { decodeMode, encodeMode, type Mode } from './mode.js';

/** What one training step showed of one branch k. Null where a value is undefined or not finite. */
export interface BranchStep {
  /** Cross-entropy of this branch's own prediction, mean over the batch, nats. */
  readonly loss: number;
  /** ‖∂L/∂θ_k‖² over the branch's own trainable parameters, before the update. */
  readonly branchGradient: number;
  /** ‖θ_k‖² at the parameters where that gradient was taken. */
  readonly branchWeights: number;
  /** ‖∂L/∂θ_k'‖² over the fusion parameters that feed branch k; null without fusion. */
  readonly fusionGradient: number | null;
  /** ‖θ_k'‖² at the parameters where that gradient was taken; null without fusion. */
  readonly fusionWeights: number | null;
  /** s_k, the conditional learning speed of branch k up to and including this step (log10); null while undefined. */
  readonly speed: number | null;
}

/** One training step: one fixed-width record of `steps.f64`. */
export interface Step {
  /** Number of the optimizer step in its run, from 1. */
  readonly step: number;
  /** Number of the epoch that the step belongs to, from 1. */
  readonly epoch: number;
  /** When the step ended, milliseconds since the Unix epoch. */
  readonly time: number;
  /** Wall-clock duration of the step, milliseconds: batch, forward, backward, update and speed tracking. */
  readonly duration: number;
  readonly learningRate: number;
  readonly mode: Mode;
  /** The training loss: the sum of the branches' losses, nats. */
  readonly loss: number;
  /** Accuracy of the model's prediction (mean of the branches' logits) on the batch, in training mode, 0–1. */
  readonly accuracy: number;
  /** d_speed up to and including this step; null where undefined. */
  readonly speedDifference: number | null;
  /** One entry a modality, in the order of the run. */
  readonly branches: readonly BranchStep[];
}

const sharedColumns = [
  'step',
  'epoch',
  'time',
  'duration',
  'learningRate',
  'mode',
  'loss',
  'accuracy',
  'speedDifference',
] as const;

const branchColumns = [
  'loss',
  'branchGradient',
  'branchWeights',
  'fusionGradient',
  'fusionWeights',
  'speed',
] as const satisfies readonly (keyof BranchStep)[];

/** Column names of a run's `steps.f64`: the shared ones, then `modality.quantity` for each modality. */
export function stepColumns(modalities: readonly string[]): string[] {
  return [
    ...sharedColumns,
    ...modalities.flatMap((modality) => branchColumns.map((column) => `${modality}.${column}`)),
  ];
}

/** The record of `step`, one 64-bit float a column of {@link stepColumns}; null is written as NaN. */
export function encodeStep(step: Step): Float64Array {
  const values = sharedColumns.map((column) =>
    column === 'mode' ? encodeMode(step.mode) : (step[column] ?? Number.NaN),
  );
  const branches = step.branches.flatMap((branch) =>
    branchColumns.map((column) => branch[column] ?? Number.NaN),
  );
  return Float64Array.from([...values, ...branches]);
}

type Columns<Name extends string> = Readonly<Record<Name, Float64Array>>;

/** Some steps column by column, one value a step; NaN where undefined, the mode as its code. */
export interface StepColumns extends Columns<(typeof sharedColumns)[number]> {
  /** One entry a modality. */
  readonly branches: readonly Columns<(typeof branchColumns)[number]>[];
}

/** The columns, given in the order of {@link stepColumns}, by their names. */
export function namedColumns(columns: readonly Float64Array[], modalityCount: number): StepColumns {
  const named = <Name extends string>(names: readonly Name[], start: number) =>
    Object.fromEntries(names.map((name, place) => [name, columns[start + place]])) as Columns<Name>;
  return {
    ...named(sharedColumns, 0),
    branches: Array.from({ length: modalityCount }, (_, branch) =>
      named(branchColumns, sharedColumns.length + branch * branchColumns.length),
    ),
  };
}

/** The place of each column in its group: written out below, for a run has up to millions of steps. */
const shared = placesOf(sharedColumns);
const ofBranch = placesOf(branchColumns);

function placesOf<Column extends string>(columns: readonly Column[]): Record<Column, number> {
  return Object.fromEntries(columns.map((column, place) => [column, place])) as Record<
    Column,
    number
  >;
}

/** The step that {@link encodeStep} wrote as `record`, for a run of `modalityCount` modalities. */
export function decodeStep(record: ArrayLike<number>, modalityCount: number): Step {
  const branches: BranchStep[] = [];
  for (let branch = 0; branch < modalityCount; branch += 1) {
    const start = sharedColumns.length + branch * branchColumns.length;
    branches.push({
      loss: record[start + ofBranch.loss],
      branchGradient: record[start + ofBranch.branchGradient],
      branchWeights: record[start + ofBranch.branchWeights],
      fusionGradient: nullable(record[start + ofBranch.fusionGradient]),
      fusionWeights: nullable(record[start + ofBranch.fusionWeights]),
      speed: nullable(record[start + ofBranch.speed]),
    });
  }
  return {
    step: record[shared.step],
    epoch: record[shared.epoch],
    time: record[shared.time],
    duration: record[shared.duration],
    learningRate: record[shared.learningRate],
    mode: decodeMode(record[shared.mode]),
    loss: record[shared.loss],
    accuracy: record[shared.accuracy],
    speedDifference: nullable(record[shared.speedDifference]),
    branches,
  };
}

function nullable(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
