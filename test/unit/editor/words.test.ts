import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { durationInWords } from '../../../src/editor/words/duration-in-words.js';
import { pointsInWords, rateInWords } from '../../../src/editor/words/estimate-in-words.js';
import { progressInWords } from '../../../src/editor/words/progress-in-words.js';
import { timeInWords } from '../../../src/editor/words/run-in-words.js';
import {
  branchInWords,
  utilizationInWords,
} from '../../../src/editor/words/utilization-in-words.js';
import { estimate } from '../metrics/findings/hand-made-run.js';
import { measured } from './known-run.js';
import { sampleProgress } from './sample-session.js';

const names = ['gray', 'color'];

describe('a rate', () => {
  test.each([
    ['is given its half-width where both sides are the same', [0.163, 0.142, 0.184], '0.16 ± 0.02'],
    ['is given its bounds where they are not', [0.163, 0.121, 0.184], '0.16 [0.12, 0.18]'],
    ['never has an interval that looks like zero', [0, -0.003, 0.003], '0.000 ± 0.003'],
    ['has more digits where one side is narrow', [0.2, 0.198, 0.23], '0.200 [0.198, 0.230]'],
    ['has a true minus sign', [-0.05, -0.09, -0.01], '−0.05 ± 0.04'],
    ['is never minus zero', [-0.001, -0.021, 0.019], '0.00 ± 0.02'],
    ['stands alone without an interval', [0.5, null, null], '0.50'],
    ['is a dash where undefined', [null, null, null], '–'],
  ] as const)('%s', (_, [value, low, high], words) => {
    expect(rateInWords(estimate(value, low, high))).toBe(words);
  });

  test('has an interval that holds its value, at any width', () => {
    const ordered = fc
      .tuple(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 0.0002, max: 0.5 }),
        fc.double({ min: 0.0002, max: 0.5 }),
      )
      .filter(([, below, above]) => !Number.isNaN(below + above));
    fc.assert(
      fc.property(ordered, ([value, below, above]) => {
        const words = rateInWords({ value, low: value - below, high: value + above });
        const numbers = (words.replaceAll('−', '-').match(/-?[\d.]+/g) ?? []).map(Number);
        const [shown, ...rest] = numbers;
        if (words.includes('±')) {
          expect(rest[0]).toBeGreaterThan(0);
        } else {
          expect(rest[0]).toBeLessThanOrEqual(shown);
          expect(rest[1]).toBeGreaterThanOrEqual(shown);
          expect(rest[1]).toBeGreaterThan(rest[0]);
        }
      }),
    );
  });
});

test('points of ten and more are whole', () => {
  expect([0.1324, 0.0996, 0.034, -0.2, 0].map(pointsInWords)).toEqual([
    '13',
    '10',
    '3.4',
    '20',
    '0.0',
  ]);
});

describe('what a run found', () => {
  test('is its rates and the largest loss', () => {
    const found = measured(estimate(0.152, 0.131, 0.173), estimate(0.001, -0.008, 0.011));
    expect(utilizationInWords(found.utilization, names)).toBe(
      'u(color | gray) 0.15 ± 0.02 · u(gray | color) 0.00 ± 0.01 · the gray branch loses 15 points without color',
    );
  });

  test('is a gain where nothing is lost', () => {
    const found = measured(estimate(-0.152, -0.173, -0.131), estimate(0.001, -0.008, 0.01));
    expect(utilizationInWords(found.utilization, names)).toMatch(
      / · the gray branch gains 15 points without color$/,
    );
  });

  test('is no loss where no interval is clear of 0', () => {
    const found = measured(estimate(0.02, -0.01, 0.05), estimate(0.001, -0.008, 0.01));
    expect(utilizationInWords(found.utilization, names)).toMatch(
      / · no branch clearly loses without another modality$/,
    );
  });

  test('is the two largest losses of many', () => {
    const [entry] = measured().utilization.entries;
    const loss = (branch: number, cut: number, points: number) => {
      const each = estimate(points, points - 0.02, points + 0.02);
      return { ...entry, branch, cut, points: each, rate: each };
    };
    const entries = [loss(0, 1, 0.1), loss(0, 2, 0.3), loss(1, 0, 0.05), loss(1, 2, 0.2)];
    expect(utilizationInWords({ entries }, ['gray', 'color', 'depth'])).toBe(
      'u(depth | gray) 0.30 ± 0.02 · u(depth | color) 0.20 ± 0.02 · the gray branch loses 30 points without depth',
    );
  });

  test('never says under-used', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.3 }),
        (value, width) => {
          const each = estimate(value, value - width, value + width);
          const { utilization } = measured(each, each);
          const words = [
            utilizationInWords(utilization, names),
            branchInWords(utilization, 0, names),
          ];
          expect(words.join(' ')).not.toMatch(/under|unused|ignor/i);
        },
      ),
    );
  });

  test('of one branch is its accuracy and its loss', () => {
    const { utilization } = measured(estimate(0.152, 0.131, 0.173), estimate(0.001, -0.008, 0.01));
    expect(branchInWords(utilization, 0, names)).toBe(
      'accuracy 80.0 % · loses 15 points without color',
    );
    expect(branchInWords(utilization, 1, names)).toBe(
      'accuracy 80.0 % · no clear change without gray',
    );
    expect(branchInWords(utilization, -1, names)).toBeNull();
  });
});

test.each([
  [400, '0 s'],
  [7_400, '7 s'],
  [23_000, '25 s'],
  [98_000, '100 s'],
  [179_000, '3 min'],
  [99 * 60_000, '99 min'],
  [119 * 60_000, '2 h'],
  [132 * 60_000, '2 h 10 min'],
])('%d ms are %s', (milliseconds, words) => {
  expect(durationInWords(milliseconds)).toBe(words);
});

test('progress is step, epoch and the time that is left', () => {
  expect(progressInWords(sampleProgress)).toBe('step 120 of 992 · epoch 2 · about 3 min left');
  expect(progressInWords({ ...sampleProgress, step: 0, epoch: 0, timeLeft: null })).toBe(
    'step 0 of 992',
  );
});

test('a time is that of today, or has its day, or its year too', () => {
  const now = new Date(2026, 5, 15, 12).getTime();
  const at = (year: number, day: number) =>
    timeInWords(new Date(year, 5, day, 9, 5).getTime(), now);
  expect(at(2026, 15)).not.toMatch(/1[45]|2026|2025/);
  expect(at(2026, 14)).toMatch(/14/);
  expect(at(2026, 14)).not.toMatch(/2026/);
  expect(at(2025, 15)).toMatch(/2025/);
});
