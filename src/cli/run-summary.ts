import { besideNullBand, type BesideNullBand } from '../metrics/beside-null-band.js';
import { nullBandOf } from '../metrics/null-band.js';
import type { Evaluation, RunEvent } from '../record/event.js';
import { formatProblem } from '../record/problem.js';
import { missingParts } from '../runs/missing-parts.js';
import type { Run } from '../runs/read-run.js';
import { readEvents } from '../runs/read-events.js';
import { readNullTrainings } from '../runs/null-trainings.js';
import { readSteps } from '../runs/read-steps.js';
import type { StepTable } from '../runs/step-table.js';

/** The key numbers of a run, for a table or a program. */
export interface RunSummary {
  /** Training steps taken. */
  readonly steps: number;
  /** What of the run could not be read, one sentence each. */
  readonly damages: readonly string[];
  /** d_speed after the last step; null where undefined. */
  readonly speedDifference: number | null;
  /** d_speed beside its null band; null where none is kept with the run. */
  readonly nullBand: BesideNullBand | null;
  /** Share of re-balancing steps among all steps, per boosted modality, 0–1. */
  readonly rebalancingShares: readonly number[];
  /** Time spent in training steps, milliseconds. */
  readonly stepping: number;
  /** Time spent measuring utilization during training, milliseconds. */
  readonly measuring: number;
  /** From the start of the run to its last event, milliseconds. */
  readonly elapsed: number;
  /** The last validation result, also of a run that ended within an epoch; null where there was none. */
  readonly validation: Evaluation | null;
  /** The last utilization measured during training; null where there was none. */
  readonly utilization: Extract<RunEvent, { type: 'utilization' }>['utilization'] | null;
}

/** Reads the key numbers of `run` from its directory. Throws a Problem where it cannot be read. */
export async function summarizeRun(run: Run): Promise<RunSummary> {
  const { steps, warnings: ofSteps } = await readSteps(run);
  const { events, warnings: ofEvents } = await readEvents(run);
  const missing = await missingParts(run);
  const modes = steps.column('mode');
  const shares = run.description.modalities.map(
    (_, modality) =>
      modes.filter((mode) => mode === modality + 1).length / Math.max(modes.length, 1),
  );
  const measured = events.findLast((event) => event.type === 'utilization');
  return {
    steps: steps.length,
    damages: [...missing, ...ofSteps, ...ofEvents].map(formatProblem),
    speedDifference: steps.length === 0 ? null : steps.at(steps.length - 1).speedDifference,
    nullBand: await besideBand(run, steps),
    rebalancingShares: shares,
    stepping: steps.column('duration').reduce((sum, each) => sum + each, 0),
    measuring: events.reduce((sum, event) => sum + measuringOf(event), 0),
    elapsed: (events.at(-1)?.time ?? run.description.created) - run.description.created,
    validation: events.map(validationOf).findLast((each) => each !== null) ?? null,
    utilization: measured?.type === 'utilization' ? measured.utilization : null,
  };
}

async function besideBand(run: Run, steps: StepTable): Promise<BesideNullBand | null> {
  const trainings = await readNullTrainings(run);
  const band = trainings && nullBandOf(trainings, run.description.modalities.length);
  const taken = steps.column('step');
  return (
    band &&
    besideNullBand(band, (step) => {
      const index = taken.indexOf(step);
      return index === -1 ? null : steps.at(index).speedDifference;
    })
  );
}

function measuringOf(event: RunEvent): number {
  return event.type === 'utilization'
    ? Object.values(event.utilization.durations).reduce((sum, each) => sum + each, 0)
    : 0;
}

function validationOf(event: RunEvent): Evaluation | null {
  const evaluation = 'evaluation' in event ? event.evaluation : null;
  return evaluation?.split === 'validation' ? evaluation : null;
}
