import { Generator } from '../random/generator.js';
import type { Estimate } from '../record/utilization.js';
import { estimate } from './interval.js';
import { jointCells } from './joint-cells.js';
import { resample } from './resamples.js';
import { accuracy } from './statistic.js';

/**
 * An accuracy with its interval, from one entry a sample: 1 where the prediction was right, else 0.
 * Where all are right or all wrong, the interval is the one-sided rule of three.
 */
export function accuracyEstimate(correct: Uint8Array, seed: number): Estimate {
  const cells = jointCells([{ hits: correct, passes: 1 }]);
  return estimate(resample(cells, Generator.stream(seed, 'intervals/accuracy')), accuracy(0));
}
