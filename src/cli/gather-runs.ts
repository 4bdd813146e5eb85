import path from 'node:path';
import { poolingKey, standsAlone } from '../record/pooling-key.js';
import { Problem } from '../record/problem.js';
import { whyNotComparable } from '../record/comparable-runs.js';
import { readModelCopies } from '../runs/model-copies.js';
import { readEvents } from '../runs/read-events.js';
import { readRun, type Run } from '../runs/read-run.js';
import { runPath } from './run-path.js';
import { summarizeRun, type RunSummary } from './run-summary.js';

/** A run of a comparison, before anything of it is measured. */
export interface GatheredRun {
  readonly run: Run;
  readonly summary: RunSummary;
  /** Letter of its configuration, A first; runs with the same letter are seeds of one configuration. */
  readonly configuration: string;
  /** Why it is pooled with no other run; null where it may be. */
  readonly alone: string | null;
}

/** The runs of a comparison. */
export interface GatheredRuns {
  /** Runs of the whole network, at least one, in the order in which they were given. */
  readonly whole: readonly GatheredRun[];
  /** Runs of one modality alone. */
  readonly references: readonly Run[];
}

/**
 * Reads the runs that a person names, and finds those that are seeds of one configuration.
 *
 * @throws Problem `usage` where they cannot be compared, saying what differs; `run` where one is damaged or its model copies
 *   were changed
 */
export async function gatherRuns(given: readonly string[]): Promise<GatheredRuns> {
  const runs = await Promise.all(given.map((each) => readRun(runPath(each))));
  const references = runs.filter(({ description }) => description.only !== null);
  const [first, ...others] = runs.filter(({ description }) => description.only === null);
  if (first === undefined) {
    throw new Problem({
      ...{ code: 'usage', file: runs[0].directory },
      what: 'Every run given trained one modality alone: there is no other to cut off.',
      remedy: 'Add a run of the whole network.',
    });
  }
  for (const run of [...others, ...references]) {
    requireComparable(run, first);
  }
  // Before any is measured: none of what takes its time is for nothing then.
  for (const run of runs) {
    await readModelCopies(run);
  }
  const keys: string[] = [];
  const whole: GatheredRun[] = [];
  for (const run of [first, ...others]) {
    const { events } = await readEvents(run);
    const facts = { description: run.description, events };
    const key = poolingKey(facts);
    if (!keys.includes(key)) {
      keys.push(key);
    }
    whole.push({
      run,
      summary: await summarizeRun(run),
      configuration: letters(keys.indexOf(key)),
      alone: standsAlone(facts),
    });
  }
  whole.forEach(requireOwnSeed);
  return { whole, references };
}

function requireComparable(run: Run, other: Run): void {
  const reason = whyNotComparable(run.description, other.description);
  if (reason !== null) {
    throw new Problem({
      ...{ code: 'usage', file: run.directory },
      what: `This run cannot be compared with ${path.basename(other.directory)}. ${reason}`,
      remedy: 'Compare runs on the same data.',
    });
  }
}

/** The same seed twice is one draw, not two: it would make the interval over seeds too narrow. */
function requireOwnSeed(
  { run, configuration }: GatheredRun,
  index: number,
  runs: readonly GatheredRun[],
): void {
  const twin = runs
    .slice(0, index)
    .find(
      (each) =>
        each.configuration === configuration && each.run.description.seed === run.description.seed,
    );
  if (twin !== undefined) {
    throw new Problem({
      ...{ code: 'usage', file: run.directory },
      what: `This run has the configuration and the seed of ${path.basename(twin.run.directory)}.`,
      remedy: 'Give one of the two.',
    });
  }
}

/** A … Z, AA …: as the columns of a spreadsheet. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
