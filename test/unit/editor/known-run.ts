import type { KnownRun } from '../../../src/editor/runs/known-run.js';
import { lastUtilization, type MeasuredUtilization } from '../../../src/metrics/findings/facts.js';
import { estimate, utilizationEvent } from '../metrics/findings/hand-made-run.js';
import { runDescription } from '../record/run-description.js';

/** A finished run of gray and color, in which gray loses 13.2 points without color. */
export function knownRun(changes: Partial<Omit<KnownRun, 'kind'>> = {}): KnownRun {
  return {
    kind: 'run',
    directory: '/models/.modality-lens/runs/one',
    description: runDescription(),
    status: { state: 'finished', since: 0, reason: null, crashed: false, writer: null },
    summary: { accuracy: 0.81, lastUtilization: measured() },
    ...changes,
  };
}

/** A utilization in which gray loses `gray` points without color, and color `color` without gray. */
export function measured(
  gray = estimate(0.132, 0.112, 0.152),
  color = estimate(0.001, -0.004, 0.007),
): MeasuredUtilization {
  const utilization = lastUtilization({ events: [utilizationEvent([gray, color])] });
  if (utilization === null) {
    throw new Error('The event is no utilization.');
  }
  return utilization;
}
