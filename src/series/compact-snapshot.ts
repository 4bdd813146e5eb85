import type { Band, Line, RunSnapshot } from '../record/snapshot.js';

/** A snapshot that is kept, not added to: seven digits, which is what a chart, its table and its hover show. */
export function compactSnapshot(snapshot: RunSnapshot): RunSnapshot {
  const { steps } = snapshot;
  return {
    ...snapshot,
    steps: {
      ...steps,
      loss: roundedBand(steps.loss),
      accuracy: roundedBand(steps.accuracy),
      branchLosses: steps.branchLosses.map(roundedBand),
      speeds: steps.speeds.map(roundedLine),
      speedDifference: roundedLine(steps.speedDifference),
      windowedSpeedDifference: roundedLine(steps.windowedSpeedDifference),
      modes: {
        ...steps.modes,
        shares: steps.modes.shares.map((shares) => shares.map((share) => rounded(share))),
      },
    },
    growing: null,
  };
}

function roundedLine({ x, y }: Line): Line {
  return { x, y: y.map(roundedOrNull) };
}

function roundedBand({ x, mean, low, high }: Band): Band {
  return {
    x,
    mean: mean.map(roundedOrNull),
    low: low.map(roundedOrNull),
    high: high.map(roundedOrNull),
  };
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value);
}

function rounded(value: number): number {
  return Number(value.toPrecision(7));
}
