import { z } from 'zod';
import { runEvent, runState } from './event.js';
import { finding } from './finding.js';
import { nullBand } from './null-band.js';
import { counts, numbers, numbersOrNull } from './number-list.js';
import { runDescription } from './run.js';

const count = z.int().nonnegative();

/** A curve over training steps, thinned to its extremes; `y` is null where undefined. */
const line = z
  .object({ x: numbers, y: numbersOrNull })
  .refine(({ x, y }) => x.length === y.length, 'x and y differ in length');
export type Line = z.infer<typeof line>;

/**
 * A noisy curve over training steps, in buckets of consecutive steps: last step, mean, least and greatest value of each.
 * Null where no value of the bucket is finite (the mean also where their sum is not). With one step a bucket all three
 * are its value.
 */
const band = z
  .object({ x: numbers, mean: numbersOrNull, low: numbersOrNull, high: numbersOrNull })
  .refine(
    ({ x, mean, low, high }) => [mean, low, high].every(({ length }) => length === x.length),
    'x, mean, low and high differ in length',
  );
export type Band = z.infer<typeof band>;

/** Where steps re-balanced: buckets of consecutive steps, with the share of each that boosted a modality. */
const modeShares = z.object({
  /** First and last step of each bucket. */
  first: numbers,
  last: numbers,
  /** One list a modality, one share (0–1) a bucket. */
  shares: z.array(numbers),
});
export type ModeShares = z.infer<typeof modeShares>;

/** Sum and number of the finite values of each bucket of a band; a sum that is not finite is null. */
const bandTotals = z
  .object({ sums: numbersOrNull, counts })
  .refine(({ sums, counts }) => sums.length === counts.length, 'sums and counts differ in length');
export type BandTotals = z.infer<typeof bandTotals>;

/** What it takes, beside what a page shows of a run, to add what the run gains. */
const growing = z.object({
  /** How many growths of the run went before the snapshot: it goes on with the growth of this revision. */
  revision: count,
  loss: bandTotals,
  accuracy: bandTotals,
  branchLosses: z.array(bandTotals),
  /** How many events of each kind there were, with those that were left out. */
  eventCounts: z.record(z.string(), count),
});

/** All that a page shows of one run. */
const runSnapshot = z.object({
  /** Name of the run directory. */
  directory: z.string(),
  description: runDescription,
  state: runState,
  /** Why, where there is more to say: one sentence. */
  reason: z.string().nullable(),
  steps: z.object({
    count,
    /** Steps that one bucket covers, but for the last: a power of two, 1 where nothing was thinned. */
    stepsPerBucket: z.int().positive(),
    loss: band,
    accuracy: band,
    /** One a modality. */
    branchLosses: z.array(band),
    /** s_k, one a modality. */
    speeds: z.array(line),
    /** d_speed, cumulative, and over the last `window` regular steps. */
    speedDifference: line,
    windowedSpeedDifference: line,
    window: z.int().positive(),
    /** What d_speed does where there is nothing to learn; null where that was not measured. */
    nullBand: nullBand.nullable(),
    modes: modeShares,
  }),
  /** The events, thinned where there are very many of a type. */
  events: z.array(runEvent),
  /** How many events were left out. */
  eventsLeftOut: count,
  /** Computed from all steps and events, before anything was thinned. */
  findings: z.array(finding),
  /** What of the run could not be read: one sentence each. */
  damages: z.array(z.string()),
  /** Null where the snapshot stays as it is, as in a report. */
  growing: growing.nullable(),
});
export type RunSnapshot = z.infer<typeof runSnapshot>;

/** What a page is given to show: one run, or several to compare. */
export const snapshot = z.object({
  schemaVersion: z.literal(1),
  /** When it was taken, milliseconds since the Unix epoch. */
  taken: z.number(),
  /** Version of Modality Lens that took it. */
  version: z.string(),
  runs: z.array(runSnapshot),
});
export type Snapshot = z.infer<typeof snapshot>;
