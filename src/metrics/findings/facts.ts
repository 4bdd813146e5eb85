import type { Evaluation, RunEvent, RunState } from '../../record/event.js';
import type { RunDescription } from '../../record/run.js';
import type { CutOperator, Utilization } from '../../record/utilization.js';
import type { BesideNullBand } from '../beside-null-band.js';
import type { StepSummary } from './step-summary.js';

/** All that findings are made from. */
export interface RunFacts {
  readonly description: Pick<
    RunDescription,
    'modalities' | 'classes' | 'balancing' | 'only' | 'plannedSteps'
  >;
  /** What the run is doing, or how it ended, and why. */
  readonly state: RunState;
  readonly reason: string | null;
  readonly events: readonly RunEvent[];
  readonly steps: StepSummary;
  /** d_speed beside its null band; null where that was not measured. */
  readonly nullBand: BesideNullBand | null;
}

/** Names of the modalities, in the order of the run. */
export function modalityNames({ description }: RunFacts): string[] {
  return description.modalities.map(({ name }) => name);
}

/** A measured utilization, and after how many steps it was measured. */
export interface MeasuredUtilization {
  readonly step: number;
  readonly utilization: Utilization;
}

/** The last utilization that was measured with `cut`; null where there is none. */
export function lastUtilization(
  { events }: Pick<RunFacts, 'events'>,
  cut: CutOperator = 'mean',
): MeasuredUtilization | null {
  const last = events.findLast(
    (event) => event.type === 'utilization' && event.utilization.cut === cut,
  );
  return last?.type === 'utilization' ? { step: last.step, utilization: last.utilization } : null;
}

/** The last evaluation of any split, at the end of an epoch or on its own; null where there is none. */
export function lastEvaluation({ events }: Pick<RunFacts, 'events'>): Evaluation | null {
  for (const event of events.toReversed()) {
    if ((event.type === 'epoch' || event.type === 'evaluation') && event.evaluation !== null) {
      return event.evaluation;
    }
  }
  return null;
}
