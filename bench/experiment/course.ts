import { speedRule, speedWindow, StepSummarizer } from '../../src/metrics/findings/step-summary.js';
import { WindowedSpeedDifference } from '../../src/metrics/windowed-speed.js';
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
  const windowed = new WindowedSpeedDifference(modalities.length, speedWindow);
  const summarizer = new StepSummarizer(modalities.length, speedRule(balancing));
  const windowedSpeeds: (number | null)[] = [];
  for (const columns of table.blocks()) {
    for (const value of windowed.append(columns)) {
      windowedSpeeds.push(Number.isFinite(value) ? value : null);
    }
    summarizer.append(columns);
  }
  const lastOfEpochs = steps.flatMap(({ epoch }, index) =>
    steps[index + 1]?.epoch === epoch ? [] : [index],
  );
  const { count, afterWarmUp, judged, above, below, rebalancing } = summarizer.summary(
    windowed.last,
  );
  return {
    ...{ steps: count, afterWarmUp, judged, above, below },
    rebalancing: [...rebalancing],
    speed: lastOfEpochs.map((index) => ({
      epoch: steps[index].epoch,
      cumulative: rounded(steps[index].speedDifference),
      windowed: rounded(windowedSpeeds[index]),
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
