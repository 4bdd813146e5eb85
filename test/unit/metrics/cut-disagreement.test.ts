import { describe, expect, it } from 'vitest';
import { cutDisagreements } from '../../../src/metrics/cut-disagreement.js';
import type { Estimate, UtilizationEntry } from '../../../src/record/utilization.js';

function between(low: number | null, high: number | null): Estimate {
  const value = low === null || high === null ? null : (low + high) / 2;
  return { value, low, high, method: 'bootstrap' };
}

function entry(branch: number, points: Estimate): UtilizationEntry {
  return { branch, cut: 1 - branch, accuracy: points, accuracyCut: points, points, rate: points };
}

describe('two ways of cutting a modality off', () => {
  it('disagree in the entries whose intervals do not overlap', () => {
    const mean = { entries: [entry(0, between(0.1, 0.2)), entry(1, between(0, 0.1))] };
    const permute = { entries: [entry(1, between(0.05, 0.3)), entry(0, between(0.25, 0.4))] };
    expect(cutDisagreements(mean, permute)).toEqual([
      { branch: 0, cut: 1, first: between(0.1, 0.2), second: between(0.25, 0.4) },
    ]);
    expect(cutDisagreements(permute, mean)).toHaveLength(1);
  });

  it('do not disagree where one has no number', () => {
    const some = { entries: [entry(0, between(0.1, 0.2))] };
    expect(cutDisagreements(some, { entries: [entry(0, between(null, null))] })).toEqual([]);
    expect(cutDisagreements(some, { entries: [] })).toEqual([]);
  });
});
