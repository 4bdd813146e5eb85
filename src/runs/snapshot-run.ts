import path from 'node:path';
import { findingsOf } from '../metrics/findings/findings.js';
import {
  speedRule,
  speedWindow,
  summarizeSteps,
  type SpeedRule,
} from '../metrics/findings/step-summary.js';
import { besideNullBand } from '../metrics/beside-null-band.js';
import { nullBandOf } from '../metrics/null-band.js';
import { windowedSpeedDifferences } from '../metrics/windowed-speed.js';
import type { RunEvent } from '../record/event.js';
import type { NullBand } from '../record/null-band.js';
import { describeProblem, formatProblem, type ProblemDescription } from '../record/problem.js';
import type { Band, Line, RunSnapshot } from '../record/snapshot.js';
import { decimate } from '../series/decimate.js';
import { envelope } from '../series/envelope.js';
import { modeSharesOf } from '../series/mode-shares.js';
import { readNullTrainings } from './null-trainings.js';
import { readEvents } from './read-events.js';
import type { Run } from './read-run.js';
import { readSteps } from './read-steps.js';
import { runStatus } from './run-status.js';
import type { StepTable } from './step-table.js';

/** The most points that a curve has in a snapshot, the most buckets of a band and of modes, and the most events a type. */
const most = { points: 4000, buckets: 1200, modes: 1200, events: 500 };

/** How many damaged records and lines are named one by one. */
const mostDamages = 20;

/**
 * All that a page shows of `run`, of a bounded size however long it trained: findings are made from every step, curves
 * are thinned.
 *
 * @throws Problem where the run cannot be read
 */
export async function snapshotRun(run: Run): Promise<RunSnapshot> {
  const { description, directory } = run;
  const { state, reason } = await runStatus(run);
  const { events, warnings: damagedLines } = await readEvents(run);
  const { steps, warnings: damagedSteps } = await readSteps(run);
  const rule = speedRule(description.balancing);
  const windowed = windowedSpeedDifferences(steps, speedWindow);
  const summary = summarizeSteps(
    steps,
    description.modalities.length,
    rule,
    windowed.at(-1) ?? null,
  );
  const { band, warnings: damagedBand } = await readNullBand(run);
  const taken = steps.column('step');
  const nullBand =
    band &&
    besideNullBand(band, (step) => {
      const index = taken.indexOf(step);
      return index === -1 ? null : steps.at(index).speedDifference;
    });
  const shown = thinnedEvents(events);
  return {
    directory: path.basename(directory),
    description,
    state,
    reason,
    steps: stepSeries(description, steps, windowed, rule, band),
    events: shown,
    eventsLeftOut: events.length - shown.length,
    findings: findingsOf({ description, state, reason, events, steps: summary, nullBand }),
    damages: [...damagedLines, ...damagedSteps, ...damagedBand]
      .slice(0, mostDamages)
      .map(formatProblem),
  };
}

function stepSeries(
  { modalities }: Run['description'],
  steps: StepTable,
  windowed: readonly (number | null)[],
  { alpha }: SpeedRule,
  nullBand: NullBand | null,
): RunSnapshot['steps'] {
  const x = steps.column('step');
  const bandOf = (column: string): Band =>
    roundedBand(envelope(x, steps.column(column), most.buckets));
  const lineOf = (values: ArrayLike<number | null>): Line =>
    roundedLine(decimate(x, values, most.points));
  return {
    count: steps.length,
    stepsPerBucket: Math.max(1, Math.ceil(steps.length / most.buckets)),
    loss: bandOf('loss'),
    accuracy: bandOf('accuracy'),
    branchLosses: modalities.map(({ name }) => bandOf(`${name}.loss`)),
    speeds: modalities.map(({ name }) => lineOf(steps.column(`${name}.speed`))),
    speedDifference: lineOf(steps.column('speedDifference')),
    windowedSpeedDifference: lineOf(windowed),
    window: speedWindow,
    alpha,
    nullBand,
    modes: modeSharesOf(x, steps.column('mode'), modalities.length, most.modes),
  };
}

/** The null band, as far as it can be read: a run is shown without it too. */
async function readNullBand(
  run: Run,
): Promise<{ band: NullBand | null; warnings: ProblemDescription[] }> {
  try {
    const trainings = await readNullTrainings(run);
    const band = trainings && nullBandOf(trainings, run.description.modalities.length);
    return { band, warnings: [] };
  } catch (thrown) {
    return { band: null, warnings: [describeProblem(thrown)] };
  }
}

function roundedLine({ x, y }: Line): Line {
  return { x, y: y.map(rounded) };
}

function roundedBand({ x, mean, low, high }: Band): Band {
  return { x, mean: mean.map(rounded), low: low.map(rounded), high: high.map(rounded) };
}

/** Seven digits: what a chart, its table and its hover show, and half the size. */
function rounded(value: number | null): number | null {
  return value === null ? null : Number(value.toPrecision(7));
}

/**
 * Every event of a rare type; of a frequent one an even choice with the first and the last. The page shows the classes
 * of the last utilization alone.
 */
function thinnedEvents(events: readonly RunEvent[]): RunEvent[] {
  const kept = new Set<RunEvent>();
  for (const type of new Set(events.map((event) => event.type))) {
    const same = events.filter((event) => event.type === type);
    const count = Math.min(same.length, most.events);
    for (let index = 0; index < count; index += 1) {
      kept.add(same[Math.round((index * (same.length - 1)) / Math.max(count - 1, 1))]);
    }
  }
  const lastByMean = events.findLast(
    (event) => event.type === 'utilization' && event.utilization.cut === 'mean',
  );
  return events.flatMap((event): RunEvent[] => {
    if (!kept.has(event)) {
      return [];
    }
    return event.type === 'utilization' && event !== lastByMean
      ? [{ ...event, utilization: { ...event.utilization, classes: [] } }]
      : [event];
  });
}
