import * as l10n from '@vscode/l10n';
import type { ChartBook } from '../chart/chart-book.js';
import { element, emptyState, section } from '../element.js';
import type { PageContext } from '../sections/section.js';
import { comparedRuns } from './compared-runs.js';
import { optionsTable, seedTable } from './difference-tables.js';
import { measurements } from './measurements.js';
import { overlays } from './overlays.js';
import { courseTable, measuredTable } from './side-by-side.js';

/** Several runs: what does not compare, their numbers and differences, how their configurations differ, and charts. */
export function comparison(context: PageContext, charts: ChartBook): HTMLElement {
  const { looks, inspected } = context;
  const compared = comparedRuns(context.runs);
  const { runs } = compared;
  const caveats = [
    ...context.unreadable.map(({ directory, problem }) =>
      l10n.t('{0} cannot be read. {1} {2}', directory, problem.what, problem.remedy),
    ),
    ...compared.caveats,
  ];
  const measured = measurements(runs, inspected);
  const options = runs.length === 0 ? null : optionsTable(runs);
  const contents = overlays(context, compared.nameOf);
  return section(
    'comparison',
    l10n.t('Comparison'),
    caveats.length === 0
      ? null
      : element(
          'div',
          { className: 'caveats' },
          element('h3', {}, l10n.t('What does not compare')),
          element('ul', {}, ...caveats.map((said) => element('li', {}, said))),
        ),
    ...measured.flatMap((each) => [measuredTable(each, runs, looks), seedTable(each, runs)]),
    measured.length === 0
      ? emptyState(
          l10n.t('No utilization measured yet.'),
          l10n.t('It is measured at the end of an epoch, or anew by the form above.'),
        )
      : element('p', { className: 'note' }, samplesNote()),
    options,
    runs.length === 0 ? null : courseTable(runs, looks),
    contents.length === 0
      ? null
      : element(
          'div',
          { className: 'charts' },
          ...contents.map((content) => charts.place(content)),
        ),
  );
}

function samplesNote(): string {
  return l10n.t(
    'Intervals of single runs: 95 %, over samples, for these weights (not over seeds). Accuracies and points in percent.',
  );
}
