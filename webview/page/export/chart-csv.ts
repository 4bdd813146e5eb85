import * as l10n from '@vscode/l10n';
import { csvText } from '../../../src/series/csv.js';
import type { ChartContent, Curve } from '../chart/content.js';
import type { StepRange } from '../zoom.js';

/**
 * What a chart draws, as CSV: one row a step at which any curve has a point or something is marked, one column a curve, two
 * more for its range; only the steps that the chart is zoomed to.
 */
export function chartCsv({ curves, marks, yLabel }: ChartContent, range: StepRange | null): string {
  const isShown = (step: number): boolean =>
    range === null || (step >= range.first && step <= range.last);
  const seen = [...curves.flatMap(({ line }) => line.x), ...marks.map(({ step }) => step)];
  const steps = [...new Set(seen)].filter(isShown).sort((one, other) => one - other);
  const columns = curves.flatMap((curve) => columnsOf(curve, yLabel));
  const saidAt = (at: number): string =>
    marks.flatMap(({ step, label }) => (step === at ? [label] : [])).join('; ');
  const hasMarks = marks.length > 0;
  return csvText(
    [
      l10n.t('training step'),
      ...columns.map(({ head }) => head),
      ...(hasMarks ? [l10n.t('what happened')] : []),
    ],
    steps.map((step) => [
      step,
      ...columns.map(({ values }) => values.get(step) ?? null),
      ...(hasMarks ? [saidAt(step)] : []),
    ]),
  );
}

interface Column {
  readonly head: string;
  readonly values: ReadonlyMap<number, number | null>;
}

function columnsOf({ label, line, range }: Curve, yLabel: string): Column[] {
  const column = (head: string, y: readonly (number | null)[]): Column => ({
    head,
    values: new Map(line.x.map((step, index) => [step, y[index] ?? null])),
  });
  return [
    column(l10n.t('{0} ({1})', label, yLabel), line.y),
    ...(range === undefined
      ? []
      : [
          column(l10n.t('{0}, low', label), range.low),
          column(l10n.t('{0}, high', label), range.high),
        ]),
  ];
}
