import {
  gateBins,
  type GateCourse,
  type GateMeasurement,
  type GateSummary,
} from '../../src/record/gates.js';
import type { Estimate } from '../../src/record/utilization.js';

/** Gates that nobody looked at, of gray and color in two modules of a few channels. */
export function syntheticGates(
  run: string,
  { step = 500, channels = 8, modalities = ['gray', 'color'] } = {},
): GateMeasurement {
  const estimate = (value: number): Estimate => ({
    ...{ value, low: value - 0.02, high: value + 0.02, method: 'bootstrap' },
  });
  const summary = (branch: number): GateSummary => {
    const list = (at: (channel: number) => number): number[] =>
      Array.from({ length: channels }, (_, channel) => Number(at(channel).toFixed(4)));
    return {
      mean: list((channel) => 0.8 + 0.05 * channel),
      deviation: list(() => 0.1),
      low: list((channel) => 0.6 + 0.05 * channel),
      high: list((channel) => 1 + 0.05 * channel),
      constant: list((channel) => 0.85 + 0.05 * channel),
      others: [...modalities.keys()]
        .filter((modality) => modality !== branch)
        .map((modality) => ({
          modality,
          share: list((channel) => channel / channels),
          correlation: list((channel) => channel / channels),
        })),
      histogram: Array.from({ length: gateBins }, (_, bin) => bin),
    };
  };
  return {
    ...{ schemaVersion: 1, run, step, split: 'test', measured: 0, samples: 1024, available: 2000 },
    ...{ gateScale: 2, gateSamples: 6400, modalities },
    modules: [0, 1].map(() => modalities.map((_, branch) => summary(branch))),
    frozen: modalities.map((_, branch) => ({
      branch,
      accuracy: estimate(0.82),
      accuracyFrozen: estimate(0.61),
      points: estimate(0.21),
    })),
  };
}

/** The same in short, as a training tells it at `step`. */
export function syntheticGateCourse(step: number): GateCourse {
  const gate = (branch: number) => ({
    means: [0.9, 1.1],
    quantiles: [0.4, 0.7, 0.9, 1.2, 1.5].map((value) => value + 0.0001 * step),
    shares: [0, 1].map((modality) => (modality === branch ? null : Math.min(1, step / 1000))),
  });
  return {
    ...{ split: 'validation', samples: 256, gateScale: 2 },
    modules: [0, 1].map(() => [gate(0), gate(1)]),
  };
}
