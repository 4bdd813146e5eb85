import type { SetUpProgress } from './progress.js';

/** How often the same stage is told of, milliseconds. */
const interval = 100;

/** Tells `report` of every new stage at once, and of the progress of one ten times a second at most. */
export function seldom(
  report: (progress: SetUpProgress) => void,
): (progress: SetUpProgress) => void {
  let [stage, time] = ['', 0];
  return (progress) => {
    const now = performance.now();
    const isFull = progress.stage === 'downloading' && progress.received === progress.total;
    if (progress.stage !== stage || now - time >= interval || isFull) {
      [stage, time] = [progress.stage, now];
      report(progress);
    }
  };
}
