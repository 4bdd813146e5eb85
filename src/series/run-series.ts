import type { RunGrowth } from '../record/run-growth.js';
import type { RunSnapshot } from '../record/snapshot.js';
import { BandBuckets } from './band-buckets.js';
import { Buckets } from './buckets.js';
import { LineBuckets } from './line-buckets.js';
import { ModeBuckets } from './mode-buckets.js';
import { onDemand } from './on-demand.js';

/** The most buckets that the curves of a run have: an even number, so that pairs can become one. */
const mostBuckets = 2000;

type Steps = RunSnapshot['steps'];
type Growing = NonNullable<RunSnapshot['growing']>;

/** The curves of a run that are made of its steps. */
export type StepCurves = Omit<Steps, 'window' | 'alpha' | 'nullBand'>;

/** New steps, one value a step in every column; null or NaN where undefined. */
export type NewSteps = {
  readonly [Column in keyof RunGrowth['steps']]: Column extends 'branchLosses' | 'speeds'
    ? readonly ArrayLike<number | null>[]
    : Column extends 'step' | 'modes'
      ? ArrayLike<number>
      : ArrayLike<number | null>;
};

/**
 * The curves of a run in a bounded number of buckets, however long it trains. Steps may come all at once or in any
 * pieces, and on a page that goes on from a snapshot: the curves are the same.
 */
export class RunSeries {
  #count = 0;
  #buckets = new Buckets(mostBuckets);
  #modes: ModeBuckets;
  #loss = new BandBuckets(mostBuckets);
  #accuracy = new BandBuckets(mostBuckets);
  #branchLosses: readonly BandBuckets[];
  #speeds: readonly LineBuckets[];
  #speedDifference = new LineBuckets(mostBuckets);
  #windowedSpeedDifference = new LineBuckets(mostBuckets);
  /** Null where they are to be had anew. */
  #knownEnds: number[] | null = null;

  constructor(modalityCount: number) {
    const each = { length: modalityCount };
    this.#modes = new ModeBuckets(mostBuckets, modalityCount);
    this.#branchLosses = Array.from(each, () => new BandBuckets(mostBuckets));
    this.#speeds = Array.from(each, () => new LineBuckets(mostBuckets));
  }

  /** The series that `steps` and `totals` are of. */
  static from(steps: StepCurves, totals: Growing): RunSeries {
    const series = new RunSeries(steps.speeds.length);
    const ends = steps.modes.last;
    series.#count = steps.count;
    series.#buckets = new Buckets(mostBuckets, steps.count);
    series.#modes = ModeBuckets.from(mostBuckets, steps.modes, series.#buckets);
    series.#loss = BandBuckets.from(mostBuckets, steps.loss, totals.loss);
    series.#accuracy = BandBuckets.from(mostBuckets, steps.accuracy, totals.accuracy);
    series.#branchLosses = steps.branchLosses.map((band, modality) =>
      BandBuckets.from(mostBuckets, band, totals.branchLosses[modality]),
    );
    series.#speeds = steps.speeds.map((line) => LineBuckets.from(mostBuckets, line, ends));
    series.#speedDifference = LineBuckets.from(mostBuckets, steps.speedDifference, ends);
    series.#windowedSpeedDifference = LineBuckets.from(
      mostBuckets,
      steps.windowedSpeedDifference,
      ends,
    );
    return series;
  }

  /** Takes up the steps that follow those before. */
  append(steps: NewSteps): void {
    const { step, loss, accuracy, branchLosses, speeds } = steps;
    this.#buckets.append(step.length, this.#all(), (bucket, start, end) => {
      this.#modes.add(bucket, step, steps.modes, start, end);
      this.#loss.add(bucket, loss, start, end);
      this.#accuracy.add(bucket, accuracy, start, end);
      this.#branchLosses.forEach((band, modality) => {
        band.add(bucket, branchLosses[modality], start, end);
      });
      this.#speeds.forEach((line, modality) => {
        line.add(bucket, step, speeds[modality], start, end);
      });
      this.#speedDifference.add(bucket, step, steps.speedDifference, start, end);
      this.#windowedSpeedDifference.add(bucket, step, steps.windowedSpeedDifference, start, end);
    });
    this.#count += step.length;
    this.#knownEnds = null;
  }

  /** How many steps there are. */
  get count(): number {
    return this.#count;
  }

  /** The curves, as they are now. */
  curves(): StepCurves {
    return { ...this.curvesOnDemand() };
  }

  /** The curves, each as it is when it is first asked for: before more is appended, that is as they are now. */
  curvesOnDemand(): StepCurves {
    const { size } = this.#buckets;
    const count = this.#count;
    return onDemand<StepCurves>({
      count: () => count,
      stepsPerBucket: () => size,
      loss: () => this.#loss.band(this.#ends()),
      accuracy: () => this.#accuracy.band(this.#ends()),
      branchLosses: () => this.#branchLosses.map((band) => band.band(this.#ends())),
      speeds: () => this.#speeds.map((line) => line.line(this.#buckets.length)),
      speedDifference: () => this.#speedDifference.line(this.#buckets.length),
      windowedSpeedDifference: () => this.#windowedSpeedDifference.line(this.#buckets.length),
      modes: () => this.#modes.modes(this.#buckets, this.#ends()),
    });
  }

  /** What {@link from} needs beside the curves. */
  totals(): Pick<Growing, 'loss' | 'accuracy' | 'branchLosses'> {
    const { length } = this.#buckets;
    return {
      loss: this.#loss.totals(length),
      accuracy: this.#accuracy.totals(length),
      branchLosses: this.#branchLosses.map((band) => band.totals(length)),
    };
  }

  /** The last steps of the buckets: one list for all curves. */
  #ends(): number[] {
    this.#knownEnds ??= this.#modes.ends(this.#buckets);
    return this.#knownEnds;
  }

  #all() {
    return [
      this.#modes,
      this.#loss,
      this.#accuracy,
      ...this.#branchLosses,
      ...this.#speeds,
      this.#speedDifference,
      this.#windowedSpeedDifference,
    ];
  }
}
