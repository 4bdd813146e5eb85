import type { Utilization } from '../record/utilization.js';
import type { InspectionResult } from '../record/inspection.js';
import { besideBandCell } from './null-band.js';
import { duration, percent, rate } from './number-format.js';
import type { RunSummary } from './run-summary.js';
import { differenceName, rateName } from '../metrics/utilization-names.js';
import { plainTable } from './utilization-table.js';

/** One run of a comparison. */
export interface ComparedRun {
  readonly name: string;
  readonly summary: RunSummary;
  /** One inspection a split, the same splits in every run. */
  readonly inspections: readonly InspectionResult[];
}

type Row = [label: string, ...values: string[]];

/** Runs side by side: one column a run, one block of rows a split, then how the run went. */
export function comparisonTable(runs: readonly ComparedRun[]): string {
  const table = plainTable(['', ...runs.map(({ name }) => name)]);
  const [{ inspections }] = runs;
  inspections.forEach((inspection, split) => {
    const measured = runs.map((run) => run.inspections[split].utilization);
    table.push(...splitRows(inspection, measured), emptyRow(runs));
  });
  table.push(...courseRows(runs, inspections[0].modalities));
  return table.toString();
}

/** A row in which every cell is there, so that the columns keep their widths. */
function emptyRow(runs: readonly ComparedRun[]): Row {
  return ['', ...runs.map(() => '')];
}

function splitRows(
  { modalities, utilization }: InspectionResult,
  measured: readonly Utilization[],
): Row[] {
  const { split, samples, entries } = utilization;
  return [
    [`${split.toUpperCase()}, ${samples} samples`, ...measured.map(() => '')],
    ['accuracy of the model', ...measured.map((each) => percent(each.modelAccuracy))],
    ...entries.flatMap((entry, index): Row[] => {
      const { branch, cut } = entry;
      const [own, other] = [modalities[branch], modalities[cut]];
      const values = measured.map((each) => each.entries[index]);
      return [
        [`A(f) of the ${own} branch`, ...values.map((each) => percent(each.accuracy))],
        [`A(f') without ${other}`, ...values.map((each) => percent(each.accuracyCut))],
        [rateName(entry, modalities), ...values.map((each) => rate(each.rate))],
      ];
    }),
    [differenceName(modalities), ...measured.map((each) => rate(each.difference))],
  ];
}

function courseRows(runs: readonly ComparedRun[], modalities: readonly string[]): Row[] {
  const summaries = runs.map(({ summary }) => summary);
  return [
    ['COURSE', ...runs.map(() => '')],
    ['training steps', ...summaries.map(({ steps }) => String(steps))],
    [
      'd_speed after the last step',
      ...summaries.map(({ speedDifference }) => speedDifference?.toFixed(3) ?? '–'),
    ],
    ...(summaries.some(({ nullBand }) => nullBand !== null)
      ? [
          [
            'd_speed beside its null band',
            ...summaries.map(({ nullBand }) => besideBandCell(nullBand)),
          ] satisfies Row,
        ]
      : []),
    ...modalities.map((modality, index): Row => [
      `steps that re-balance ${modality}`,
      ...summaries.map(
        ({ rebalancingShares }) => `${(100 * rebalancingShares[index]).toFixed(1)} %`,
      ),
    ]),
    ['time, evaluations included', ...summaries.map(({ elapsed }) => duration(elapsed))],
  ];
}
