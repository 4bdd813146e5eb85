import type { Estimate } from '../../record/utilization.js';

type Measured = Pick<Estimate, 'value' | 'low' | 'high'>;

/** The digits after the point that a rate has at least, and at most. */
const digits = { least: 2, most: 4 };

/**
 * A rate with its interval in few characters: `0.16 ± 0.02` where both sides are equally wide at the digits shown,
 * `0.16 [0.13, 0.17]` where they are not; a dash where undefined. As many digits as it takes for the interval not to
 * look like one of width zero.
 */
export function rateInWords({ value, low, high }: Measured): string {
  if (value === null || !Number.isFinite(value)) {
    return '–';
  }
  if (low === null || high === null) {
    return fixed(value, digits.least);
  }
  let count = digits.least;
  while (count < digits.most && (half(low) === 0 || half(high) === 0)) {
    count += 1;
  }
  return half(low) === half(high)
    ? `${fixed(value, count)} ± ${half(low).toFixed(count)}`
    : `${fixed(value, count)} [${fixed(low, count)}, ${fixed(high, count)}]`;

  function half(bound: number): number {
    return Number(Math.abs(bound - (value ?? 0)).toFixed(count));
  }
}

/** Points without their sign, from 0–1: `15`, `3.4`. Ten and more are written without a fraction. */
export function pointsInWords(points: number): string {
  const size = 100 * Math.abs(points);
  return size.toFixed(size < 9.95 ? 1 : 0);
}

/** A share of 0–1 as `93.1 %`. */
export function percentInWords(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function fixed(value: number, count: number): string {
  const text = Math.abs(value).toFixed(count);
  return value < 0 && /[1-9]/.test(text) ? `−${text}` : text;
}
