import { median } from './median.js';

/** How many of the latest steps tell how long a step takes. */
export const recentSteps = 20;

/** How fast a run trains. */
export interface Pace {
  /** Median duration of the latest steps, milliseconds; null before the first. */
  readonly stepDuration: number | null;
  /** About how long the steps that are left take, evaluations apart, milliseconds; null before the first step. */
  readonly timeLeft: number | null;
}

/**
 * The pace that the latest steps tell (ours). Their median: a step that compiles kernels, or during which the machine did
 * something else, takes many times as long as the others.
 *
 * @param durations of the latest steps, milliseconds; those that are not finite tell nothing
 * @param stepsLeft how many steps are still to come; less than 0 counts as 0
 */
export function paceOf(durations: ArrayLike<number>, stepsLeft: number): Pace {
  const stepDuration = median(Array.from(durations).filter(Number.isFinite));
  const timeLeft = stepDuration === null ? null : Math.max(0, stepsLeft) * stepDuration;
  return { stepDuration, timeLeft };
}
