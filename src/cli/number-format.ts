import type { Estimate } from '../record/utilization.js';

/** A proportion with its interval in percent: `65.3 [63.2, 67.4]`; a dash where undefined. */
export function percent(estimate: Estimate): string {
  return withInterval(estimate, (value) => (100 * value).toFixed(1));
}

/** A rate with its interval: `0.163 [0.141, 0.185]`; a dash where undefined. */
export function rate(estimate: Estimate): string {
  return withInterval(estimate, (value) => value.toFixed(3));
}

/** A duration for a person: `8 s`, `3 min 20 s`. */
export function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

function withInterval({ value, low, high }: Estimate, format: (value: number) => string): string {
  if (value === null) {
    return '–';
  }
  const interval = low === null || high === null ? '' : ` [${format(low)}, ${format(high)}]`;
  return `${format(value)}${interval}`;
}
