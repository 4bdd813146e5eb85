import path from 'node:path';
import { configured, type Configured } from '../record/configurations.js';
import type { PoolingFacts } from '../record/pooling-key.js';
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
  const facts = await Promise.all(
    [first, ...others].map(async (run) => ({
      ...{ run, description: run.description },
      events: (await readEvents(run)).events,
    })),
  );
  const found = configured(facts);
  found.forEach(requireOwnSeed);
  const whole: GatheredRun[] = [];
  for (const { run, configuration, alone } of found) {
    whole.push({ run: run.run, summary: await summarizeRun(run.run), configuration, alone });
  }
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

function requireOwnSeed({ run, twin }: Configured<PoolingFacts & { readonly run: Run }>): void {
  if (twin !== null) {
    throw new Problem({
      ...{ code: 'usage', file: run.run.directory },
      what: `This run has the configuration and the seed of ${path.basename(twin.run.directory)}.`,
      remedy: 'Give one of the two.',
    });
  }
}
