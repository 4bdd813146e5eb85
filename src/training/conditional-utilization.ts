import { conditionalUtilization } from '../metrics/conditional-utilization.js';
import type { Correctness } from '../metrics/correctness.js';
import type { SamplePredictions } from '../metrics/sample-changes.js';
import { Generator } from '../random/generator.js';
import type { ReplacingCut } from '../record/samples.js';
import type { CutOperator, SplitName, Utilization } from '../record/utilization.js';
import { allIndices, drawSubset } from './batches.js';
import type { EvaluationOptions } from './evaluation.js';
import { CorrectnessTable } from './utilization/correctness-table.js';
import { PredictionTable } from './utilization/prediction-table.js';
import type { Passes } from './utilization/passes.js';
import { permutedInputPasses } from './utilization/permuted-input.js';
import { permutedSqueezedPasses } from './utilization/permuted-squeezed.js';
import { replacedPasses } from './utilization/replaced.js';
import { recordSqueezedMeans, type SqueezedVectors } from './utilization/squeezed-means.js';
import { Stopwatch } from './utilization/stopwatch.js';

/** How often a cut that is drawn at random is evaluated; its accuracy is the mean. */
const randomCutPasses = 5;

/** What a measurement runs on. */
export interface MeasurementOptions extends EvaluationOptions {
  /** Seed of the subsets, the permutations and the intervals: the same seed gives the same numbers. */
  readonly seed: number;
  /** How many training samples the means are recorded on, a fixed seeded subset; null: all of them. */
  readonly recordingSamples: number | null;
  /** The time in milliseconds. */
  readonly clock: () => number;
}

/** What is measured. */
export interface MeasurementRequest {
  readonly split: SplitName;
  readonly cut: CutOperator;
  /** How many samples are evaluated, a fixed seeded subset of the split; null: all of them. */
  readonly samples: number | null;
}

/** A utilization, and what each prediction got right, from which it was computed. */
export interface MeasuredUtilization {
  readonly utilization: Utilization;
  readonly correctness: Correctness;
}

/**
 * Measures conditional utilization rates (paper, §3.2, and for more than two modalities, the model level, the classes
 * and the intervals ours) of a network with at least two modalities, for the weights that it has now.
 *
 * The means of the squeezed vectors are recorded once, when first needed: after the weights have changed, a new
 * measurement is made. Evaluation mode throughout: nothing of the network is touched.
 */
export class UtilizationMeasurement {
  readonly #options: MeasurementOptions;
  #means: SqueezedVectors | null = null;

  constructor(options: MeasurementOptions) {
    this.#options = options;
  }

  /**
   * U[k][j] for every branch k and every other modality j, with intervals.
   *
   * @throws the signal's reason where it is aborted
   */
  async measure(request: MeasurementRequest): Promise<Utilization> {
    return (await this.measureCorrectness(request)).utilization;
  }

  /** The same as {@link measure}, with what it was computed from. */
  async measureCorrectness({
    split,
    cut,
    samples,
  }: MeasurementRequest): Promise<MeasuredUtilization> {
    const { network, reader, seed, clock } = this.#options;
    const { size, labels } = reader.dataset.splits[split];
    const indices = drawSubset(size, samples, Generator.stream(seed, `evaluation/${split}`));
    const stopwatch = new Stopwatch(clock);
    const table = new CorrectnessTable(
      indices.map((index) => labels[index]),
      network.specification.modalities.length,
      network.specification.classCount,
      cut === 'permute' || cut === 'perceptual' ? randomCutPasses : 1,
    );
    await this.#run(cut, { ...this.#options, split, indices, table, stopwatch });
    const { correctness } = table;
    const rates = await stopwatch.time('intervals', () =>
      conditionalUtilization(correctness, seed),
    );
    const { durations } = stopwatch;
    const utilization = {
      ...{ split, cut, samples: indices.length, available: size },
      recordingSamples: cut === 'mean' ? this.#recordedSamples().length : null,
      ...rates,
      durations,
    };
    return { utilization, correctness };
  }

  /**
   * What every prediction says of every sample of a split, with every modality and with each cut off: which samples the
   * numbers of {@link measure} are made of.
   *
   * @throws the signal's reason where it is aborted
   */
  async measurePredictions(split: SplitName, cut: ReplacingCut): Promise<SamplePredictions> {
    const { network, reader, clock } = this.#options;
    const { labels } = reader.dataset.splits[split];
    const indices = allIndices(labels.length);
    const stopwatch = new Stopwatch(clock);
    const { modalities, classCount } = network.specification;
    const table = new PredictionTable(labels, modalities.length, classCount);
    await this.#run(cut, { ...this.#options, split, indices, table, stopwatch });
    return table.predictions;
  }

  async #run(cut: CutOperator, passes: Passes): Promise<void> {
    const random = Generator.stream(this.#options.seed, `evaluation/${cut}`);
    switch (cut) {
      case 'mean':
        return replacedPasses(passes, await this.#recordedMeans(passes.stopwatch));
      case 'zero':
        // One sample tells how long the vectors are.
        return replacedPasses(
          passes,
          zeros(await recordSqueezedMeans(this.#options, Int32Array.of(0))),
        );
      case 'permute':
        return permutedSqueezedPasses(passes, randomCutPasses, random);
      case 'perceptual':
        return permutedInputPasses(passes, randomCutPasses, random);
    }
  }

  async #recordedMeans(stopwatch: Stopwatch): Promise<SqueezedVectors> {
    this.#means ??= await stopwatch.time('recording', () =>
      recordSqueezedMeans(this.#options, this.#recordedSamples()),
    );
    return this.#means;
  }

  /** Positions in the training split. */
  #recordedSamples(): Int32Array {
    const { reader, recordingSamples, seed } = this.#options;
    const random = Generator.stream(seed, 'evaluation/recording');
    return drawSubset(reader.dataset.splits.train.size, recordingSamples, random);
  }
}

/** Vectors of the same sizes, all zero. */
function zeros(vectors: SqueezedVectors): SqueezedVectors {
  return vectors.map((module) => module.map(({ length }) => new Float32Array(length)));
}
