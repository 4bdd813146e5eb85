import { describe, expect, it } from 'vitest';
import { paceOf } from '../../../src/series/pace.js';

describe('the pace of a training', () => {
  it('is the median of the latest durations, and what it makes of the steps that are left', () => {
    expect(paceOf([10, 4000, 12], 100)).toEqual({ stepDuration: 12, timeLeft: 1200 });
    expect(paceOf(Float64Array.of(10, NaN, 13), 2)).toEqual({ stepDuration: 11.5, timeLeft: 23 });
  });

  it('is unknown before the first step, and nothing is left after the last', () => {
    expect(paceOf([], 100)).toEqual({ stepDuration: null, timeLeft: null });
    expect(paceOf([NaN], 100)).toEqual({ stepDuration: null, timeLeft: null });
    expect(paceOf([10], -1)).toEqual({ stepDuration: 10, timeLeft: 0 });
  });
});
