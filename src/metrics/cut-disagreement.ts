import type { Utilization, UtilizationEntry } from '../record/utilization.js';

/** One entry that two ways of cutting a modality off answer differently, beyond both their intervals. */
export interface CutDisagreement {
  readonly branch: number;
  readonly cut: number;
  readonly first: UtilizationEntry['points'];
  readonly second: UtilizationEntry['points'];
}

/**
 * The entries in which two utilizations of the same weights, by two cut operators, have points whose intervals do not
 * overlap (ours). Then the number depends on what the cut puts in the modality's place, and neither is to be read as
 * the modality's worth alone. Entries that only one of them has, or that are undefined, are left out.
 */
export function cutDisagreements(
  first: Pick<Utilization, 'entries'>,
  second: Pick<Utilization, 'entries'>,
): CutDisagreement[] {
  return first.entries.flatMap(({ branch, cut, points }) => {
    const other = second.entries.find((entry) => entry.branch === branch && entry.cut === cut);
    return other !== undefined && isApart(points, other.points)
      ? [{ branch, cut, first: points, second: other.points }]
      : [];
  });
}

function isApart(left: UtilizationEntry['points'], right: UtilizationEntry['points']): boolean {
  if (left.low === null || left.high === null || right.low === null || right.high === null) {
    return false;
  }
  return left.low > right.high || right.low > left.high;
}
