import { countInWords } from '../../../src/metrics/findings/words.js';

/** The least and the greatest value that an axis may reach to, to be written without a power of ten. */
const plain = { least: 1e-4, greatest: 1e15 };

/**
 * A value at an axis, with as many decimals as it takes to tell all of them apart. Chart.js writes them by `Intl`, the first
 * use of which alone takes as long as drawing a chart, and 0.25 as 0.3. Null where it takes a power of ten.
 *
 * @param ticks all values at the axis, ascending or descending
 */
export function plainTick(
  value: number,
  ticks: readonly { readonly value: number }[],
): string | null {
  const values = ticks.map((tick) => tick.value);
  const greatest = Math.max(Math.abs(values[0] ?? value), Math.abs(values.at(-1) ?? value));
  if (value === 0) {
    return '0';
  }
  if (values.length < 2 || greatest < plain.least || greatest > plain.greatest) {
    return null;
  }
  const text = Math.abs(value).toFixed(decimals(value, values));
  const [whole = '', fraction] = text.split('.');
  const grouped = countInWords(Number(whole));
  return `${value < 0 ? '-' : ''}${fraction === undefined ? grouped : `${grouped}.${fraction}`}`;
}

function decimals(value: number, values: readonly number[]): number {
  const [first = 0, second = 0, third = 0] = values;
  const apart = Math.abs(values.length > 3 ? third - second : second - first);
  // Where the values of an axis are whole but this one is not, it says so.
  const least = apart >= 1 && !Number.isInteger(value) ? value - Math.floor(value) : apart;
  const count = Math.max(0, -Math.floor(Math.log10(least)));
  const inLastDigits = least * 10 ** count;
  const isRounded = Math.abs(inLastDigits - Math.round(inLastDigits)) > 1e-6 * inLastDigits;
  return Math.min(20, isRounded ? count + 1 : count);
}
