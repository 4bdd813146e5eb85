import * as l10n from '@vscode/l10n';
import { referenceSentences } from '../../../src/metrics/findings/held-to-reference.js';
import { lastUtilization, type MeasuredUtilization } from '../../../src/metrics/findings/facts.js';
import {
  inWords,
  measuredOn,
  rateLabel,
  splitInWords,
} from '../../../src/metrics/findings/words.js';
import type { ReferenceComparison } from '../../../src/record/reference-comparison.js';
import type { ChartBook } from '../chart/chart-book.js';
import type { ChartContent, Curve } from '../chart/content.js';
import { collapsed, element, emptyState, section, table, type Cell } from '../element.js';
import { estimateCell } from '../estimate-cell.js';
import { key } from '../key.js';
import { keyed } from '../patch.js';
import { labelled, lastStep, type ShownRun } from '../shown-run.js';
import { rateCourse } from '../utilization-course.js';
import type { Inspected, PageContext } from './section.js';

/** The utilization matrix with accuracies, points and intervals; what was inspected beside it; its course; by class. */
export function utilizationSection(context: PageContext, charts: ChartBook): HTMLElement {
  const { runs, inspected } = context;
  const course = courseChart(context);
  const columns = runs.flatMap((run) => {
    const others = inspected.filter(({ directory }) => directory === run.snapshot.directory);
    const isAlone = runs.length === 1 && others.length === 0;
    return [
      keyed(
        `run ${run.snapshot.directory}`,
        element(
          'div',
          { className: 'column' },
          isAlone
            ? null
            : element('h3', {}, runs.length > 1 ? run.name : l10n.t('Measured by the run')),
          ...ofRun(run, context),
        ),
      ),
      ...others.map((each) => inspectedColumn(run, each, context)),
    ];
  });
  return section(
    'utilization',
    l10n.t('Conditional utilization'),
    element('div', { className: 'columns' }, ...columns),
    course === null ? null : element('div', { className: 'charts' }, charts.place(course)),
  );
}

function ofRun(run: ShownRun, context: PageContext): HTMLElement[] {
  const { runs } = context;
  const measured = lastUtilization(run.snapshot);
  return measured === null || measured.utilization.entries.length === 0
    ? [
        emptyState(
          l10n.t('No utilization measured yet.'),
          run.modalities.length < 2
            ? l10n.t('It needs two or more modalities.')
            : l10n.t(
                'It is measured at the end of an epoch; an inspection measures it at any checkpoint.',
              ),
        ),
      ]
    : measurement(
        run,
        measured,
        context,
        runs.length > 1 ? run.name : l10n.t('measured by the run'),
      );
}

function inspectedColumn(
  run: ShownRun,
  { inspection: { step, utilization, references, modalities } }: Inspected,
  context: PageContext,
): HTMLElement {
  const { split, cut, samples } = utilization;
  const heading = l10n.t(
    'Inspected: step {0}, {1}, cut by {2}',
    inWords(step, 'count'),
    splitInWords(split),
    cut,
  );
  return keyed(
    ['inspected', step, split, cut, samples].join(' '),
    element(
      'div',
      { className: 'column' },
      element('h3', {}, heading),
      ...measurement(run, { step, utilization }, context, heading),
      ...references.map((reference) => heldTo(reference, modalities)),
    ),
  );
}

/** What a branch gets right beside the same branch trained alone. */
function heldTo(reference: ReferenceComparison, modalities: readonly string[]): HTMLElement {
  const sentences = referenceSentences(reference, modalities);
  return element('ul', { className: 'note' }, ...sentences.map((each) => element('li', {}, each)));
}

/** @param of what tells this measurement from the others on the page */
function measurement(
  run: ShownRun,
  measured: MeasuredUtilization,
  context: PageContext,
  of: string,
): HTMLElement[] {
  const { utilization, step } = measured;
  return [
    element(
      'p',
      { className: 'note' },
      l10n.t(
        'After step {0}, on {1}, cut by {2}. Accuracies and points in percent. Intervals: 95 %, over samples, for these weights (not over seeds).',
        inWords(step, 'count'),
        measuredOn(utilization),
        utilization.cut,
      ),
    ),
    matrix(run, measured, context, of),
    byClass(run, measured, of),
  ];
}

const number = (content: string): Cell => ({ content, isNumber: true });

function matrix(
  run: ShownRun,
  { utilization }: MeasuredUtilization,
  context: PageContext,
  of: string,
): HTMLElement {
  const { modalities, place } = run;
  const name = (modality: number): Cell => ({
    content: key(context.looks.modality(modalities[modality], place), modalities[modality]),
  });
  const branches = utilization.entries.map((entry) => [
    name(entry.branch),
    name(entry.cut),
    estimateCell(entry.accuracy, 'accuracy'),
    estimateCell(entry.accuracyCut, 'accuracy'),
    estimateCell(entry.points, 'points'),
    estimateCell(entry.rate, 'rate'),
  ]);
  const model = utilization.model.map((entry) => [
    { content: l10n.t('model') },
    name(entry.cut),
    estimateCell(entry.accuracy, 'accuracy'),
    estimateCell(entry.accuracyCut, 'accuracy'),
    estimateCell(entry.points, 'points'),
    number('–'),
  ]);
  return table(
    l10n.t('What each prediction loses when a modality is cut off'),
    [l10n.t('prediction of'), l10n.t('without'), 'A(f)', 'A(f′)', l10n.t('points'), 'u'],
    [...branches, ...model],
    of,
  );
}

function byClass(
  { modalities, snapshot }: ShownRun,
  { utilization }: MeasuredUtilization,
  of: string,
): HTMLElement {
  if (utilization.classes.length === 0) {
    return element('p', { className: 'note' }, l10n.t('Not measured by class.'));
  }
  const rows = utilization.classes.flatMap(({ class: place, samples, entries }) =>
    entries.map((entry) => [
      { content: snapshot.description.classes[place] ?? String(place) },
      number(inWords(samples, 'count')),
      { content: modalities[entry.branch] },
      { content: modalities[entry.cut] },
      estimateCell(entry.accuracy, 'accuracy'),
      estimateCell(entry.accuracyCut, 'accuracy'),
      estimateCell(entry.points, 'points'),
      estimateCell(entry.rate, 'rate'),
    ]),
  );
  return collapsed(
    'classes',
    l10n.t('By class'),
    table(
      l10n.t(
        'By class: A is the class’s recall; intervals hold for all classes at once; u only for 30 samples and a recall of 10 % or more',
      ),
      [
        ...[l10n.t('class'), l10n.t('samples'), l10n.t('branch'), l10n.t('without')],
        ...['A(f)', 'A(f′)', l10n.t('points'), 'u'],
      ],
      rows,
      of,
    ),
  );
}

/** u of every entry over the run, each with its interval as a shade; null where it was measured fewer than twice. */
function courseChart({ runs, looks, marks }: PageContext): ChartContent | null {
  const curves = runs.flatMap((run) => courses(run, { runs, looks }));
  return curves.every(({ line }) => line.x.length < 2)
    ? null
    : {
        id: 'course',
        marks,
        title: l10n.t('Conditional utilization rate during the run'),
        yLabel: 'u',
        lastStep: lastStep(runs),
        format: (value) => inWords(value, 'rate'),
        note: l10n.t(
          'The curve of u(m | k) has the colour and marker of branch k, which loses; the shade is its 95 % interval over samples.',
        ),
        curves,
      };
}

function courses(run: ShownRun, { runs, looks }: Pick<PageContext, 'runs' | 'looks'>): Curve[] {
  const last = lastUtilization(run.snapshot);
  return (last?.utilization.entries ?? []).flatMap((entry) => {
    const [branch, cut] = [run.modalities[entry.branch], run.modalities[entry.cut]];
    const label = labelled(rateLabel(cut, branch), run, runs.length);
    return rateCourse(run, branch, cut, label, looks.modality(branch, run.place)) ?? [];
  });
}
