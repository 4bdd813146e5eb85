import type { Curve } from './chart/content.js';
import type { Look } from './look.js';
import type { ShownRun } from './shown-run.js';

/**
 * u(`cut` | `branch`) over the course of a run with its interval, modalities cut by the mean; null where the run has no such
 * modalities or did not measure it.
 */
export function rateCourse(
  { snapshot, modalities }: ShownRun,
  branch: string,
  cut: string,
  label: string,
  look: Look,
): Curve | null {
  const [own, other] = [modalities.indexOf(branch), modalities.indexOf(cut)];
  const points = snapshot.events.flatMap((event) => {
    const entry =
      event.type === 'utilization' && event.utilization.cut === 'mean'
        ? event.utilization.entries.find((each) => each.branch === own && each.cut === other)
        : undefined;
    return entry === undefined ? [] : [{ step: event.step, rate: entry.rate }];
  });
  return points.length === 0
    ? null
    : {
        ...{ label, look },
        line: { x: points.map(({ step }) => step), y: points.map(({ rate }) => rate.value) },
        range: {
          low: points.map(({ rate }) => rate.low),
          high: points.map(({ rate }) => rate.high),
        },
      };
}
