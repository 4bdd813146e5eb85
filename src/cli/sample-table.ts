import { changeCounts } from '../metrics/sample-changes.js';
import { Problem } from '../record/problem.js';
import { replacingCut, type ChangeCounts, type SampleMeasurement } from '../record/samples.js';
import { SampleFile } from '../runs/inspections/sample-file.js';
import { readRun } from '../runs/read-run.js';
import { bundle } from '../worker/bundle.js';
import { TrainingProcess } from '../worker/client.js';
import type { InspectionRequest, SampleInspectionRequest } from '../worker/protocol.js';
import { percent } from './number-format.js';
import { plainTable } from './utilization-table.js';

/** What cutting one modality off changes in one prediction. */
export interface CountedChanges extends ChangeCounts {
  /** Name of the branch, or `model`. */
  readonly prediction: string;
  /** Name of the modality. */
  readonly without: string;
}

/** What was found, and what is told of it. */
export interface KeptSamples {
  readonly measurement: SampleMeasurement;
  readonly changes: readonly CountedChanges[];
}

/**
 * The request for samples beside one for utilization.
 *
 * @throws Problem `usage` where its cut gives a sample several predictions
 */
export function sampleRequest(asked: InspectionRequest): SampleInspectionRequest {
  const { run, checkpoint, split, backend, recalibrateBatchNorm = false } = asked;
  const cut = replacingCut.safeParse(asked.cut);
  if (!cut.success) {
    throw new Problem({
      code: 'usage',
      entry: '--cut',
      what: `Samples have one prediction each only where a modality is cut by ${replacingCut.options.join(' or ')}.`,
      remedy: `Leave --samples out, or give --cut ${replacingCut.options[0]}.`,
    });
  }
  return { run, checkpoint, split, cut: cut.data, backend, recalibrateBatchNorm };
}

/**
 * Finds in a child which samples change, keeps them with the run, and counts them.
 *
 * @throws Problem as the child reports it
 */
export async function keepSamples(request: SampleInspectionRequest): Promise<KeptSamples> {
  const child = new TrainingProcess({ script: bundle });
  try {
    const measurement = await child.inspectSamples(request);
    const run = await readRun(request.run);
    const { predictions } = await SampleFile.open(run, measurement);
    const names = measurement.modalities.map(({ name }) => name);
    const changes = [...names, 'model'].flatMap((prediction, branch) =>
      names.flatMap((without, cut) =>
        branch === cut
          ? []
          : [{ prediction, without, ...changeCounts(predictions, { branch, cut, label: null }) }],
      ),
    );
    return { measurement, changes };
  } finally {
    await child.stop();
  }
}

/** How many samples each cut changes, for a person. */
export function sampleTable({ measurement, changes }: KeptSamples): string {
  const { samples, split, step, cut, changed, pictured } = measurement;
  const table = plainTable([
    'prediction',
    'cut off',
    'lost',
    'gained',
    'other wrong class',
    'A(f)',
    "A(f')",
  ]);
  for (const { prediction, without, lost, gained, changed: wrong, ...right } of changes) {
    const accuracies = [right.rightBefore, right.rightAfter].map((count) => share(count, samples));
    table.push([prediction, without, lost, gained, wrong, ...accuracies]);
  }
  return [
    `Samples that change after step ${step}, of ${samples} ${split} samples, cut by ${cut}:\n`,
    table.toString(),
    '',
    `${changed} samples change in some prediction; the pictures of ${pictured} are kept with the run, for the panel's tab “Samples”.`,
  ].join('\n');
}

function share(count: number, of: number): string {
  const value = of === 0 ? null : count / of;
  return percent({ value, low: null, high: null, method: 'bootstrap' });
}
