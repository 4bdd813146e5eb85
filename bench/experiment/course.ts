import { summarizeSteps, speedRule, speedWindow } from '../../src/metrics/findings/step-summary.js';
import { windowedSpeedDifferences } from '../../src/metrics/windowed-speed.js';
import { readEvents } from '../../src/runs/read-events.js';
import type { Run } from '../../src/runs/read-run.js';
import { readSteps } from '../../src/runs/read-steps.js';
import type { RunResult } from './result.js';
import { rounded } from './rounded.js';

/** What a run's steps and events say of its course. */
export type Course = Pick<
  RunResult,
  | 'steps'
  | 'afterWarmUp'
  | 'rebalancing'
  | 'judged'
  | 'above'
  | 'below'
  | 'speed'
  | 'validation'
  | 'utilization'
> & {
  /** Seconds in training steps, and from the start to the end of the run. */
  readonly seconds: { readonly stepping: number; readonly elapsed: number };
};

/** Reads the course of `run`. Throws a Problem where it cannot be read. */
export async function readCourse(run: Run): Promise<Course> {
  const { steps: table } = await readSteps(run);
  const { events } = await readEvents(run);
  const { modalities, balancing, created } = run.description;
  const steps = [...table];
  const windowed = windowedSpeedDifferences(steps, speedWindow);
  const summary = summarizeSteps(steps, modalities.length, speedRule(balancing), null);
  const lastOfEpochs = steps.flatMap(({ epoch }, index) =>
    steps[index + 1]?.epoch === epoch ? [] : [index],
  );
  const { count, afterWarmUp, judged, above, below } = summary;
  return {
    ...{ steps: count, afterWarmUp, judged, above, below },
    rebalancing: [...summary.rebalancing],
    speed: lastOfEpochs.map((index) => ({
      epoch: steps[index].epoch,
      cumulative: rounded(steps[index].speedDifference),
      windowed: rounded(windowed[index]),
    })),
    validation: events.flatMap((event) =>
      event.type === 'epoch' && event.evaluation !== null
        ? [
            {
              epoch: event.epoch,
              accuracy: event.evaluation.accuracy,
              branches: event.evaluation.branchAccuracies,
            },
          ]
        : [],
    ),
    utilization: events.flatMap((event) =>
      event.type === 'utilization'
        ? [
            {
              epoch: steps.at(event.step - 1)?.epoch ?? 0,
              difference: rounded(event.utilization.difference.value),
              rates: event.utilization.entries.map(({ rate }) => rounded(rate.value)),
            },
          ]
        : [],
    ),
    seconds: {
      stepping: Math.round(steps.reduce((sum, { duration }) => sum + duration, 0) / 1000),
      elapsed: Math.round(((events.at(-1)?.time ?? created) - created) / 1000),
    },
  };
}
