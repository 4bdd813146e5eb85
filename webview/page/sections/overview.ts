import * as l10n from '@vscode/l10n';
import { lastEvaluation, lastUtilization } from '../../../src/metrics/findings/facts.js';
import { inWords, splitInWords, withInterval } from '../../../src/metrics/findings/words.js';
import { stateInWords } from '../../../src/record/run-in-words.js';
import type { ChartBook } from '../chart/chart-book.js';
import type { ChartContent } from '../chart/content.js';
import { element, emptyState, section } from '../element.js';
import { findingCard } from '../finding-card.js';
import {
  bandCurve,
  evaluationCurve,
  labelled,
  lastStep,
  meanCurve,
  type ShownRun,
} from '../shown-run.js';
import { keyed } from '../patch.js';
import { runColumn } from '../run-column.js';
import type { PageContext } from './section.js';

/** Findings in words, key numbers, loss and accuracy. */
export function overview(context: PageContext, charts: ChartBook): HTMLElement {
  const { runs } = context;
  const contents = runs.some(({ snapshot }) => snapshot.steps.count > 0)
    ? [lossChart(context), ...accuracyChart(context)]
    : [];
  const columns = runs.map((run) =>
    runColumn(run, runs.length, keyNumbers(run), findings(run, runs.length > 1 ? run.name : null)),
  );
  return section(
    'overview',
    l10n.t('Overview'),
    element('div', { className: 'columns' }, ...columns),
    contents.length === 0
      ? emptyState(
          l10n.t('No training step yet.'),
          l10n.t('Loss and accuracy appear with the first ones.'),
        )
      : element(
          'div',
          { className: 'charts' },
          ...contents.map((content) => charts.place(content)),
        ),
  );
}

/** @param of name of the run, where there are several */
function findings({ snapshot }: ShownRun, of: string | null): HTMLElement {
  return element(
    'div',
    { className: 'findings' },
    ...snapshot.findings.map((finding) =>
      // Two branches may be found to be the same.
      keyed(`${finding.id} ${finding.modality ?? ''}`, findingCard(finding, of)),
    ),
  );
}

function keyNumbers({ snapshot }: ShownRun): HTMLElement {
  const { steps, description, state } = snapshot;
  const measured = lastUtilization(snapshot)?.utilization;
  const evaluation = lastEvaluation(snapshot);
  const isPair = description.modalities.length === 2;
  const accuracy =
    measured === undefined
      ? inWords(evaluation?.accuracy ?? null, 'accuracy')
      : withInterval(measured.modelAccuracy, 'accuracy');
  const split = measured?.split ?? evaluation?.split;
  const list = element('dl', { className: 'key-numbers' });
  const add = (term: string, value: string): void => {
    const [number = '', interval] = value.split(' [');
    list.append(
      element(
        'div',
        {},
        element('dt', {}, term),
        element(
          'dd',
          {},
          number,
          interval === undefined
            ? null
            : element('span', { className: 'interval' }, `[${interval}`),
        ),
      ),
    );
  };
  add(l10n.t('State'), stateInWords(state));
  add(
    l10n.t('Steps'),
    l10n.t('{0} of {1}', inWords(steps.count, 'count'), inWords(description.plannedSteps, 'count')),
  );
  add(
    split === undefined ? l10n.t('Accuracy, %') : l10n.t('Accuracy, %, {0}', splitInWords(split)),
    accuracy,
  );
  add(
    isPair ? 'd_util' : l10n.t('gap of mean u'),
    measured === undefined ? '–' : withInterval(measured.difference, 'rate'),
  );
  add('d_speed', inWords(steps.speedDifference.y.at(-1) ?? null, 'speed'));
  return list;
}

function lossChart({ runs, looks, marks, isSmoothed }: PageContext): ChartContent {
  return {
    id: 'loss',
    title: l10n.t('Training loss'),
    yLabel: l10n.t('sum of the branches’ losses, nats'),
    lastStep: lastStep(runs),
    format: (value) => value.toPrecision(4),
    marks,
    note: [
      isSmoothed
        ? l10n.t('A trailing mean; the shade is the range of single steps.')
        : l10n.t('As it was; a shade is the range of single steps.'),
      ...thinned(runs),
    ].join(' '),
    curves: runs.flatMap((run) => [
      bandCurve(
        labelled(l10n.t('sum'), run, runs.length),
        looks.run(run.place),
        run.snapshot.steps.loss,
        isSmoothed,
      ),
      ...run.modalities.map((name, modality) => {
        const label = labelled(l10n.t('{0} branch', name), run, runs.length);
        const losses = run.snapshot.steps.branchLosses[modality];
        return meanCurve(label, looks.modality(name, run.place), losses, isSmoothed);
      }),
    ]),
  };
}

function accuracyChart({ runs, looks, marks }: PageContext): ChartContent[] {
  const curves = runs.flatMap((run) => [
    evaluationCurve(
      labelled(l10n.t('model'), run, runs.length),
      looks.run(run.place),
      run,
      ({ accuracy }) => 100 * accuracy,
    ),
    ...run.modalities.map((name, modality) =>
      evaluationCurve(
        labelled(l10n.t('{0} branch', name), run, runs.length),
        looks.modality(name, run.place),
        run,
        ({ branchAccuracies }) => 100 * (branchAccuracies[modality] ?? Number.NaN),
      ),
    ),
  ]);
  return curves.every(({ line }) => line.x.length === 0)
    ? []
    : [
        {
          id: 'accuracy',
          marks,
          title: l10n.t('Accuracy in evaluation'),
          yLabel: l10n.t('accuracy, %'),
          lastStep: lastStep(runs),
          format: (value) => value.toFixed(1),
          note: l10n.t(
            'Measured at the ends of the lines’ pieces; nothing was measured between them.',
          ),
          yRange: [0, 100],
          curves,
        },
      ];
}

/** Says so where curves show buckets of steps instead of steps. */
function thinned(runs: readonly ShownRun[]): string[] {
  const most = Math.max(...runs.map(({ snapshot }) => snapshot.steps.stepsPerBucket));
  return most === 1
    ? []
    : [
        l10n.t(
          'Thinned: a point is the mean of up to {0} steps, a shade their range.',
          inWords(most, 'count'),
        ),
      ];
}
