import { inWords, withInterval } from '../../../src/metrics/findings/words.js';
import type { SeedInterval } from '../../../src/metrics/paired-interval.js';
import type { FindingUnit } from '../../../src/record/finding.js';

/** A mean over seeds with its interval, for a table. */
export function meanCell(interval: SeedInterval | null, unit: FindingUnit): string {
  return interval === null ? '–' : withInterval({ ...interval, value: interval.mean }, unit);
}

/** A difference over seeds with its interval, for a table: of accuracies in points, with its sign. */
export function differenceCell(interval: SeedInterval | null, unit: FindingUnit): string {
  if (interval === null) {
    return '–';
  }
  const text = meanCell(interval, unit);
  return interval.mean > 0 && inWords(interval.mean, unit) !== inWords(0, unit) ? `+${text}` : text;
}
