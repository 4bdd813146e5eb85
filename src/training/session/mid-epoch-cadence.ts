import type { TrainingConfiguration } from '../configuration.js';

/** What the forward and the backward pass of a training sample cost, in passes of an evaluated one (ours). */
const passesOfTrainingSample = 3;

/** What the cost of a measurement depends on beside the configuration. */
export interface MeasuredSizes {
  readonly modalities: number;
  /** Samples of the training and the validation split. */
  readonly train: number;
  readonly validation: number;
  /** Batches of an epoch. */
  readonly batches: number;
}

/**
 * Says after which batches of an epoch conditional utilization is measured within it, so that this takes no more than the
 * budget's share of the training's work (ours).
 *
 * Work is counted in passes of samples through the network, not in seconds: the same run measures at the same steps on
 * every machine, and after every interruption. Measuring counts one pass a sample and modality, which is more than the cut
 * passes take, and the recording pass.
 */
export class MidEpochCadence {
  readonly #interval: number;
  readonly #batches: number;

  constructor(
    { utilization, batchSize, recalibrateBatchNorm }: TrainingConfiguration,
    { modalities, train, validation, batches }: MeasuredSizes,
  ) {
    const { every, samples, recordingSamples, budget } = utilization;
    const cost =
      modalities * Math.min(samples ?? validation, validation) +
      Math.min(recordingSamples ?? train, train);
    const step = passesOfTrainingSample * batchSize;
    // Recalibrating batch norm takes all training samples, each time.
    const never = every === null || modalities < 2 || validation === 0 || recalibrateBatchNorm;
    this.#interval = never ? Infinity : Math.ceil(cost / (budget * step));
    this.#batches = batches;
  }

  /** Whether a measurement is due after `batchesDone` of an epoch; not shortly before the one at its end. */
  isDue(batchesDone: number): boolean {
    return (
      batchesDone > 0 &&
      batchesDone % this.#interval === 0 &&
      batchesDone + this.#interval <= this.#batches
    );
  }
}
