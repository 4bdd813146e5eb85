import type { InspectionResult } from '../../src/record/inspection.js';
import type { Estimate } from '../../src/record/utilization.js';
import { TrainingProcess } from '../../src/worker/client.js';
import type { Condition } from './conditions.js';
import type { Measurement, RunResult } from './result.js';
import { rounded } from './rounded.js';

/** What is measured of the last weights: a proxy condition needs d_util alone. */
const passes = {
  claim: [
    { split: 'validation', recalibrateBatchNorm: false },
    { split: 'test', recalibrateBatchNorm: false },
    { split: 'validation', recalibrateBatchNorm: true },
    { split: 'test', recalibrateBatchNorm: true },
  ],
  proxy: [
    { split: 'validation', recalibrateBatchNorm: false },
    { split: 'test', recalibrateBatchNorm: false },
  ],
} as const;

const common = { checkpoint: 'last', cut: 'mean', backend: 'wasm' } as const;

/**
 * Measures the last weights of a run, in a child.
 *
 * @param directory of the run
 * @param fused directory of the run of both modalities with the same seed, on whose data a modality alone is evaluated
 */
export async function measure(
  script: string,
  directory: string,
  { part, only }: Condition,
  fused: string | null,
): Promise<Pick<RunResult, 'measurements' | 'alone'>> {
  const child = new TrainingProcess({ script });
  try {
    const measurements: Measurement[] = [];
    const alone: RunResult['alone'] = [];
    if (only === null) {
      for (const pass of passes[part]) {
        measurements.push(
          measurementOf(
            await child.inspect({ ...common, ...pass, run: directory }),
            pass.recalibrateBatchNorm,
          ),
        );
      }
    } else if (fused !== null) {
      for (const split of ['validation', 'test'] as const) {
        const { references } = await child.inspect({
          ...{ ...common, split, run: fused },
          references: [directory],
        });
        alone.push({ split, accuracy: short(references[0].accuracy) });
      }
    }
    return { measurements, alone };
  } finally {
    await child.stop();
  }
}

function measurementOf({ utilization }: InspectionResult, recalibrated: boolean): Measurement {
  const { split, modelAccuracy, entries, difference } = utilization;
  return {
    split,
    recalibrated,
    accuracy: short(modelAccuracy),
    branches: entries.map(({ accuracy, accuracyCut, points, rate }) => ({
      accuracy: short(accuracy),
      accuracyCut: short(accuracyCut),
      points: short(points),
      rate: short(rate),
    })),
    difference: short(difference),
  };
}

function short({ value, low, high }: Estimate): Measurement['accuracy'] {
  return { value: rounded(value), low: rounded(low), high: rounded(high) };
}
