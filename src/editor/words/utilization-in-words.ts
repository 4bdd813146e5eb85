import * as l10n from '@vscode/l10n';
import { rateLabel, sideOfZero } from '../../metrics/findings/words.js';
import type { Estimate, Utilization, UtilizationEntry } from '../../record/utilization.js';
import { percentInWords, pointsInWords, rateInWords } from './estimate-in-words.js';

/** How many conditional utilization rates one line has room for. */
const mostRates = 2;

/**
 * What cutting modalities off showed, in one line: `u(color | gray) 0.16 ± 0.02 · u(gray | color) 0.00 ± 0.01 · the gray
 * branch loses 15 points without color`. Of many rates those with the largest losses.
 *
 * @param names of the run's modalities
 */
export function utilizationInWords(
  { entries }: Pick<Utilization, 'entries'>,
  names: readonly string[],
): string {
  const byLoss = entries.toSorted((one, other) => lossOf(other) - lossOf(one));
  const shown = new Set(byLoss.slice(0, mostRates));
  const rates = entries
    .filter((entry) => shown.has(entry))
    .map(({ branch, cut, rate }) => `${rateLabel(names[cut], names[branch])} ${rateInWords(rate)}`);
  return [...rates, ...largestLoss(byLoss, names)].join(' · ');
}

/**
 * What a branch is worth and what it loses when another modality is cut off: `accuracy 65.3 % · loses 15 points without
 * color`. Null where the utilization says nothing of it.
 *
 * @param branch index of the branch's modality
 */
export function branchInWords(
  { entries }: Pick<Utilization, 'entries'>,
  branch: number,
  names: readonly string[],
): string | null {
  const own = entries.filter((entry) => entry.branch === branch);
  const accuracy = own[0]?.accuracy.value ?? null;
  if (accuracy === null) {
    return null;
  }
  const losses = own.flatMap(({ cut, points }) =>
    points.value === null ? [] : [changeInWords(points, names[cut])],
  );
  return [l10n.t('accuracy {0}', percentInWords(accuracy)), ...losses].join(' · ');
}

function changeInWords(points: Estimate, cut: string): string {
  const size = pointsInWords(points.value ?? 0);
  switch (sideOfZero(points)) {
    case 'above':
      return l10n.t('loses {0} points without {1}', size, cut);
    case 'below':
      return l10n.t('gains {0} points without {1}', size, cut);
    case 'contains':
    case null:
      // Neither a loss nor a gain that these samples could tell from none.
      return l10n.t('no clear change without {0}', cut);
  }
}

/** The largest loss that is clear of 0, else the largest gain, else that there is neither. */
function largestLoss(byLoss: readonly UtilizationEntry[], names: readonly string[]): string[] {
  const measured = byLoss.filter(({ points }) => points.value !== null);
  const loss = measured.find(({ points }) => sideOfZero(points) === 'above');
  const gain = measured.findLast(({ points }) => sideOfZero(points) === 'below');
  const told = loss ?? gain;
  if (told !== undefined) {
    const { branch, cut, points } = told;
    const size = pointsInWords(points.value ?? 0);
    return loss === undefined
      ? [l10n.t('the {0} branch gains {1} points without {2}', names[branch], size, names[cut])]
      : [l10n.t('the {0} branch loses {1} points without {2}', names[branch], size, names[cut])];
  }
  return measured.length === 0 ? [] : [l10n.t('no branch clearly loses without another modality')];
}

function lossOf({ points }: UtilizationEntry): number {
  return points.value ?? Number.NEGATIVE_INFINITY;
}
