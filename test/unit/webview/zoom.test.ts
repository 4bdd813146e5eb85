import fc from 'fast-check';
import { expect, test } from 'vitest';
import { zoomedByWheel } from '../../../webview/page/zoom.js';

const end = 10_000;

test('a turn of the wheel towards a chart shows less of it, and the step under the pointer stays there', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(share, fc.integer({ min: 0, max: 6000 }), (at, first) => {
      const shown = { first, last: first + 4000 };
      const zoomed = zoomedByWheel(-1, at, shown, end);
      const width = (zoomed?.last ?? 0) - (zoomed?.first ?? 0);
      expect(width).toBeCloseTo(3600, 6);
      expect((zoomed?.first ?? 0) + at * width).toBeCloseTo(first + at * 4000, 6);
    }),
  );
});

test('a turn away shows more, at the ends of the run too, and in the end everything', () => {
  const more = zoomedByWheel(1, 0.5, { first: 0, last: 4000 }, end);
  expect(more?.first).toBe(0);
  expect(more?.last).toBeGreaterThan(4000);
  expect(zoomedByWheel(1, 0.5, { first: 100, last: 9900 }, end)).toBeNull();
  expect(zoomedByWheel(1, 0.5, null, end)).toBeNull();
});
