import * as l10n from '@vscode/l10n';
import type { FindingNumber, FindingUnit } from '../../record/finding.js';
import { isEnglishSpoken } from '../../record/language.js';
import type { Estimate, SplitName, Utilization } from '../../record/utilization.js';
import type { MeasuredUtilization } from './facts.js';

const formats: Record<FindingUnit, (value: number) => string> = {
  points: (value) => (100 * value).toFixed(1),
  accuracy: (value) => (100 * value).toFixed(1),
  share: (value) => `${(100 * value).toFixed(1)} %`,
  rate: (value) => value.toFixed(3),
  speed: (value) => value.toFixed(3),
  count: countInWords,
};

/** A whole number, its digits in groups: by commas in English, by thin spaces elsewhere, where a comma is a decimal point. */
export function countInWords(count: number): string {
  // The first use of `toLocaleString` alone takes as long as drawing a chart.
  const text = Number.isSafeInteger(count)
    ? String(count).replaceAll(/\B(?=(\d{3})+$)/g, ',')
    : count.toLocaleString('en');
  return isEnglishSpoken() ? text : text.replaceAll(',', '\u202f');
}

/** `value` as a person reads it: with a true minus sign and never a negative zero; a dash where undefined. */
export function inWords(value: number | null, unit: FindingUnit): string {
  if (value === null || Number.isNaN(value)) {
    return '–';
  }
  const text = formats[unit](Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}

/** `13.2 [11.0, 15.4]`: the value with its interval, or alone where it has none; a dash where undefined. */
export function withInterval(
  { value, low, high }: Pick<Estimate, 'value' | 'low' | 'high'>,
  unit: FindingUnit,
): string {
  const interval =
    value === null || low === null || high === null
      ? ''
      : ` [${inWords(low, unit)}, ${inWords(high, unit)}]`;
  return `${inWords(value, unit)}${interval}`;
}

/** How an interval over samples was had, in words. */
function intervalInWords({ method }: Pick<Estimate, 'method'>): string {
  return method === 'bootstrap'
    ? l10n.t('95 % over samples, paired resampling, for these weights (not over seeds)')
    : l10n.t('95 % over samples, a bound by the rule of three: the samples are all alike');
}

/** A split of a data set by the name that people know it by. */
export function splitInWords(split: SplitName): string {
  switch (split) {
    case 'train':
      return l10n.t({ message: 'train', comment: 'The split of a data set.', args: [] });
    case 'validation':
      return l10n.t({ message: 'validation', comment: 'The split of a data set.', args: [] });
    case 'test':
      return l10n.t({ message: 'test', comment: 'The split of a data set.', args: [] });
  }
}

/** What a utilization was measured on, in words that follow "on". */
export function measuredOn({
  split,
  samples,
  available,
}: Pick<Utilization, 'split' | 'samples' | 'available'>): string {
  return samples === available
    ? l10n.t({
        message: 'all {0} {1} samples',
        args: [inWords(available, 'count'), splitInWords(split)],
        comment: 'Follows "on"; {1} is a split of a data set.',
      })
    : l10n.t({
        message: '{0} of {1} {2} samples',
        args: [inWords(samples, 'count'), inWords(available, 'count'), splitInWords(split)],
        comment: 'Follows "on"; {2} is a split of a data set.',
      });
}

/** A number of a finding, from an estimate of a measured utilization. */
export function measuredNumber(
  label: string,
  unit: FindingUnit,
  { value, low, high, method }: Estimate,
  { step, utilization }: MeasuredUtilization,
): FindingNumber {
  const how = l10n.t(
    'after step {0}, on {1}; {2}',
    inWords(step, 'count'),
    measuredOn(utilization),
    intervalInWords({ method }),
  );
  return { label, unit, value, low, high, how };
}

/** A number without an interval. */
export function plainNumber(
  label: string,
  unit: FindingUnit,
  value: number | null,
  how: string,
): FindingNumber {
  return { label, unit, value, low: null, high: null, how };
}

/** Names joined as in a sentence: `gray, color and depth`. */
export function listed(names: readonly string[]): string {
  return names.length < 2
    ? names.join('')
    : l10n.t('{0} and {1}', names.slice(0, -1).join(', '), names[names.length - 1]);
}

/** The rate's notation: `u(color | gray)`. */
export function rateLabel(cut: string, branch: string): string {
  return `u(${cut} | ${branch})`;
}

/** Whether an interval lies wholly above 0, wholly below it, or contains it; null where undefined. */
export function sideOfZero({
  value,
  low,
  high,
}: Pick<Estimate, 'value' | 'low' | 'high'>): 'above' | 'below' | 'contains' | null {
  if (value === null || low === null || high === null) {
    return null;
  }
  if (low > 0) {
    return 'above';
  }
  return high < 0 ? 'below' : 'contains';
}
