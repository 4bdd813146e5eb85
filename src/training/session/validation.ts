import type { Evaluation } from '../../record/event.js';
import type { GateCourse } from '../../record/gates.js';
import type { Utilization } from '../../record/utilization.js';
import { UtilizationMeasurement } from '../conditional-utilization.js';
import type { TrainingConfiguration } from '../configuration.js';
import { evaluate, type EvaluationOptions } from '../evaluation.js';
import { gateCourse } from '../gates.js';
import { recalibrateOnTrainingSplit } from '../recalibrate-on-training-split.js';

/** On how many samples the gates are looked at during training: enough for their quantiles. */
const gateSamples = 256;

/** What a session measures on the validation split. */
export class Validation {
  readonly #options: EvaluationOptions & { readonly seed: number; readonly clock: () => number };
  readonly #training: TrainingConfiguration;

  constructor(
    options: EvaluationOptions & { readonly seed: number; readonly clock: () => number },
    training: TrainingConfiguration,
  ) {
    this.#options = options;
    this.#training = training;
  }

  /**
   * Accuracies and losses on the validation split; null where it is empty. Batch norm is recalibrated before, if the
   * configuration says so.
   *
   * @throws the signal's reason where it is aborted
   */
  async evaluate(): Promise<Evaluation | null> {
    const { reader } = this.#options;
    if (this.#training.recalibrateBatchNorm) {
      await recalibrateOnTrainingSplit({ ...this.#options, training: this.#training });
    }
    return reader.dataset.splits.validation.size === 0
      ? null
      : evaluate(this.#options, 'validation');
  }

  /**
   * Conditional utilization by the paper's cut, on the configured subset of the validation split; null where it is not
   * due after `epoch`, or there is nothing to measure it on.
   *
   * @param ends whether the run has taken its last step: then it is due whatever the epoch
   * @throws the signal's reason where it is aborted
   */
  async utilization(epoch: number, ends: boolean): Promise<Utilization | null> {
    return this.#isDue(epoch, ends) ? this.utilizationNow() : null;
  }

  /**
   * The same, due or not.
   *
   * @throws the signal's reason where it is aborted
   */
  utilizationNow(): Promise<Utilization> {
    const { samples, recordingSamples } = this.#training.utilization;
    const measurement = new UtilizationMeasurement({ ...this.#options, recordingSamples });
    return measurement.measure({ split: 'validation', cut: 'mean', samples });
  }

  /**
   * What the gates do on a few samples of the validation split, in short; null where it is not due, or there are none.
   *
   * @param ends as for {@link utilization}, with which it is due
   * @throws the signal's reason where it is aborted
   */
  async gates(epoch: number, ends: boolean): Promise<GateCourse | null> {
    return this.#isDue(epoch, ends) && this.#options.network.moduleCount > 0
      ? gateCourse({ ...this.#options, samples: gateSamples }, 'validation')
      : null;
  }

  #isDue(epoch: number, ends: boolean): boolean {
    const { network, reader } = this.#options;
    const { every } = this.#training.utilization;
    const measurable =
      network.specification.modalities.length > 1 && reader.dataset.splits.validation.size > 0;
    return measurable && every !== null && (epoch % every === 0 || ends);
  }
}
