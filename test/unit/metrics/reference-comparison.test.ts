import { describe, expect, it } from 'vitest';
import { referenceSentences } from '../../../src/metrics/findings/held-to-reference.js';
import type { Correctness } from '../../../src/metrics/correctness.js';
import { compareWithReference, isUnderTrained } from '../../../src/metrics/reference-comparison.js';
import { twoBranches } from './two-branches.js';

const samples = 400;

/** The first `right` of all samples right. */
function firstRight(right: number): Uint8Array {
  return Uint8Array.from({ length: samples }, (_, index) => Number(index < right));
}

/** Two branches; branch 0 is right on the first `cutRight` samples once modality 1 is cut off. */
function correctness(cutRight: number): Correctness {
  return twoBranches({
    intact: [firstRight(300), firstRight(200)],
    cut: [firstRight(cutRight), firstRight(150)],
  });
}

function heldTo(aloneRight: number, cutRight: number) {
  const compared = compareWithReference(correctness(cutRight), 0, firstRight(aloneRight), 1);
  return { run: '/runs/alone', step: 1200, ...compared };
}

describe('a branch held to its uni-modal reference', () => {
  it('has the difference in points, paired over the samples', () => {
    const { accuracy, entries, branch } = heldTo(320, 280);
    expect(branch).toBe(0);
    expect(accuracy.value).toBe(0.8);
    expect(entries).toHaveLength(1);
    const [{ cut, accuracyCut, shortfall }] = entries;
    expect(cut).toBe(1);
    expect(accuracyCut).toBe(0.7);
    expect(shortfall.value).toBeCloseTo(0.1, 12);
    // Nested answers: only 40 of 400 samples are discordant. Unpaired, the interval would be ±0.06.
    expect(shortfall.low).toBeGreaterThan(0.065);
    expect(shortfall.high).toBeLessThan(0.135);
  });

  it('is under-trained only where it lies below, clear of 0', () => {
    expect(isUnderTrained(heldTo(320, 280))).toBe(true);
    expect(isUnderTrained(heldTo(282, 280))).toBe(false);
    expect(isUnderTrained(heldTo(280, 280))).toBe(false);
    expect(isUnderTrained(heldTo(240, 280))).toBe(false);
  });

  it('is under-trained only where every cut says so, and never without one', () => {
    const below = heldTo(320, 280);
    const [clear] = below.entries;
    const [level] = heldTo(280, 280).entries;
    expect(isUnderTrained({ entries: [clear, level] })).toBe(false);
    expect(isUnderTrained({ entries: [] })).toBe(false);
  });

  it('is called under-trained in words then, and only then', () => {
    const names = ['gray', 'color'];
    const clear = referenceSentences(heldTo(320, 280), names);
    expect(clear[0]).toMatch(
      /^Gray trained alone \(1,200 steps\) gets 80\.0 \[.*\] % right, the gray branch without color 70\.0 %: a difference of 10\.0 \[.*\] points\.$/,
    );
    expect(clear.at(-1)).toBe('So the gray branch is under-trained.');
    for (const right of [282, 280, 240]) {
      expect(referenceSentences(heldTo(right, 280), names).join()).not.toContain('under-trained');
    }
    expect(referenceSentences(heldTo(282, 280), names)[0]).toContain('not clear of 0');
  });
});
