import { performance } from 'node:perf_hooks';
import { compareWithReference } from '../metrics/reference-comparison.js';
import type { InspectionResult } from '../record/inspection.js';
import type { ReferenceComparison } from '../record/reference-comparison.js';
import { UtilizationMeasurement } from '../training/conditional-utilization.js';
import { evaluateReference } from './evaluate-reference.js';
import type { InspectionRequest } from './protocol.js';
import { batchSize, useCheckpoint } from './use-checkpoint.js';

/**
 * Measures conditional utilization of the weights in a run's checkpoint, on all samples of a split, the means recorded
 * on the whole training split, and holds its branches to uni-modal references. Runs the runs' own copies of their model
 * files.
 *
 * @throws Problem where the run has no two modalities, or something of it is missing, damaged or changed
 */
export function inspectCheckpoint(request: InspectionRequest): Promise<InspectionResult> {
  return useCheckpoint(request, async ({ run, step, network, dataset, reader, names }) => {
    const { seed, classes } = run.description;
    const { split, cut, references = [] } = request;
    const { utilization, correctness } = await new UtilizationMeasurement({
      ...{ network, reader, batchSize, seed, recordingSamples: null },
      clock: () => performance.now(),
    }).measureCorrectness({ split, cut, samples: null });
    const compared: ReferenceComparison[] = [];
    for (const reference of references) {
      const alone = await evaluateReference(reference, dataset, names, split, batchSize);
      compared.push({
        ...{ run: reference, step: alone.step },
        ...compareWithReference(correctness, alone.branch, alone.correct, seed),
      });
    }
    return { step, modalities: [...names], classes, utilization, references: compared };
  });
}
