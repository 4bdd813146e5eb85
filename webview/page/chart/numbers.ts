import * as l10n from '@vscode/l10n';
import { countInWords } from '../../../src/metrics/findings/words.js';
import { table } from '../element.js';
import type { ChartContent, Curve } from './content.js';

/** Rows that the table of a chart has at most, marked steps apart. */
const mostRows = 60;

/** The table of a chart: an even choice of steps, and every step at which something is marked. */
export function numbersTable({ curves, title, of, format, marks }: ChartContent): HTMLElement {
  const marked = marks.map(({ step }) => step);
  const steps = [...new Set([...chosenSteps(curves), ...marked])].sort((one, other) => one - other);
  const saidOf = (at: number) =>
    marks.flatMap(({ step, label }) => (step === at ? [label] : [])).join('; ');
  const lookups = curves.map(({ line }) => new Map(line.x.map((x, index) => [x, line.y[index]])));
  const rows = steps.map((step) => [
    { content: countInWords(step), isNumber: true },
    ...lookups.map((values) => {
      const value = values.get(step);
      return {
        content: value === null || value === undefined ? '–' : format(value),
        isNumber: true,
      };
    }),
    ...(marks.length === 0 ? [] : [{ content: saidOf(step) }]),
  ]);
  const events = marks.length === 0 ? [] : [l10n.t('what happened')];
  return table(
    l10n.t('{0}: an even choice of steps', title),
    [l10n.t('step'), ...curves.map(({ label }) => label), ...events],
    rows,
    of,
  );
}

/** An even choice among the steps at which every curve has a point, or else any of them has. */
function chosenSteps(curves: readonly Curve[]): number[] {
  const all = [...new Set(curves.flatMap(({ line }) => line.x))].sort((one, other) => one - other);
  const sets = curves.map(({ line }) => new Set(line.x));
  const shared = all.filter((step) => sets.every((set) => set.has(step)));
  const steps = shared.length > 1 ? shared : all;
  const count = Math.min(mostRows, steps.length);
  return Array.from(
    { length: count },
    (_, index) => steps[Math.round((index * (steps.length - 1)) / Math.max(count - 1, 1))],
  );
}
