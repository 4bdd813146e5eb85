import { Ticks } from 'chart.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainTick } from '../../../webview/page/chart/plain-tick.js';

/** What Chart.js writes by itself. */
function asChartJs(value: number, values: readonly number[]): string {
  const scale = { chart: { options: { locale: 'en' } }, options: { ticks: {} } };
  const ticks = values.map((each) => ({ value: each }));
  return Ticks.formatters.numeric.call(scale as never, value, 0, ticks);
}

/** The values at an axis whose distance is one of these times a power of ten, from anywhere on. */
const axes = (...distances: number[]) =>
  fc
    .record({
      apart: fc.constantFrom(...distances),
      power: fc.integer({ min: -9, max: 12 }),
      from: fc.integer({ min: -9, max: 9 }),
      count: fc.integer({ min: 2, max: 9 }),
    })
    .map(({ apart, power, from, count }) => {
      const distance = apart * 10 ** power;
      return Array.from({ length: count }, (_, place) => (from + place) * distance);
    });

test('values at an axis are written as Chart.js writes them, or left to it', () => {
  fc.assert(
    fc.property(axes(1, 2, 5), fc.nat(), (values, choice) => {
      const value = values[choice % values.length];
      const ticks = values.map((each) => ({ value: each }));
      expect(plainTick(value, ticks) ?? asChartJs(value, values)).toBe(asChartJs(value, values));
    }),
    { numRuns: 2000 },
  );
});

test('values at an axis are written to where they differ', () => {
  fc.assert(
    fc.property(axes(1, 2, 2.5, 5), (values) => {
      const ticks = values.map((value) => ({ value }));
      const apart = values[1] - values[0];
      for (const value of values) {
        const text = plainTick(value, ticks);
        if (text !== null) {
          expect(Math.abs(Number(text.replaceAll(',', '')) - value)).toBeLessThan(1e-3 * apart);
        }
      }
    }),
  );
});

test.each([
  [1500, [1000, 1500, 2000], '1,500'],
  [-0.25, [-0.5, -0.25, 0, 0.25], '-0.25'],
  [0, [0, 0.5], '0'],
  [1_234_567, [1_234_567, 2_000_000], '1,234,567'],
])('%s at an axis is written out', (value, values, text) => {
  const ticks = values.map((each) => ({ value: each }));
  expect(plainTick(value, ticks)).toBe(text);
});

test.each([
  [1e-5, [0, 1e-5, 2e-5]],
  [3e15, [1e15, 3e15]],
])('%s at an axis takes a power of ten', (value, values) => {
  const ticks = values.map((each) => ({ value: each }));
  expect(plainTick(value, ticks)).toBeNull();
});
