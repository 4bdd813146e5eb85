import * as l10n from '@vscode/l10n';
import { speedRule } from '../../../src/metrics/findings/step-summary.js';
import { inWords } from '../../../src/metrics/findings/words.js';
import { balancingStretches } from '../../../src/record/balancing-in-force.js';
import type { ChartBook } from '../chart/chart-book.js';
import type { ChartContent } from '../chart/content.js';
import { element, emptyState, section, table } from '../element.js';
import { alphaBand, type AlphaStretch } from '../layers/alpha-band.js';
import { nullBandKey, nullBandShade, nullBandTable } from '../layers/null-band.js';
import { rebalancingShade } from '../layers/rebalancing-shade.js';
import { rebalancingShare } from '../rebalancing-share.js';
import { labelled, lastStep, type ShownRun } from '../shown-run.js';
import type { PageContext } from './section.js';

const format = (value: number): string => inWords(value, 'speed');

/** s_k of every branch, d_speed with ±α, and which steps re-balanced what. */
export function learningSpeed(context: PageContext, charts: ChartBook): HTMLElement {
  const withSpeeds = context.runs.filter(({ snapshot }) =>
    snapshot.steps.speedDifference.y.some((value) => value !== null),
  );
  const heading = l10n.t('Conditional learning speed');
  if (withSpeeds.length === 0) {
    return section(
      'learning-speed',
      heading,
      emptyState(
        l10n.t('No conditional learning speed yet.'),
        l10n.t('It needs training steps of two or more modalities with fusion between them.'),
      ),
    );
  }
  const shown = { ...context, runs: withSpeeds };
  const contents = [...withSpeeds.map((run) => differenceChart(run, shown)), speedChart(shown)];
  return section(
    'learning-speed',
    heading,
    element(
      'p',
      { className: 'note' },
      l10n.t(
        's_k = log10(Σμ of the fusion that feeds branch k / Σμ of branch k’s own parameters), over the regular steps. d_speed is their difference: s_0 − s_1 for two modalities, max − min for more. It is a cheap proxy: between unequal branches it carries an offset before anything is learnt, and between equal ones with fresh weights it lies beyond ±0.01 by chance.',
      ),
    ),
    element(
      'div',
      { className: 'charts' },
      ...contents.map((content) => charts.place(content)),
      rebalancingTable(shown),
    ),
  );
}

function differenceChart(run: ShownRun, { runs, looks, marks }: PageContext): ChartContent {
  const { steps } = run.snapshot;
  const modalityLooks = run.modalities.map((name) => looks.modality(name, run.place));
  const isRebalanced = steps.modes.shares.some((shares) => shares.some((share) => share > 0));
  const { nullBand } = steps;
  return {
    id: `d-speed ${run.snapshot.directory}`,
    title: labelled('d_speed', run, runs.length),
    yLabel: 'd_speed',
    lastStep: lastStep(runs),
    yReach: reach(runs),
    format,
    marks,
    note: differenceNote(run, isRebalanced),
    curves: [
      { label: l10n.t('cumulative'), look: looks.run(run.place), line: steps.speedDifference },
      {
        label: l10n.t('last {0} regular steps', steps.window),
        look: { colour: '--lens-muted', dash: [3, 3], marker: false },
        line: steps.windowedSpeedDifference,
      },
    ],
    layers: [
      alphaBand(alphaStretches(run)),
      ...(nullBand === null ? [] : [nullBandShade(nullBand)]),
      rebalancingShade(steps.modes, modalityLooks),
    ],
    keys: [
      ...(nullBand === null ? [] : [nullBandKey(nullBand)]),
      ...(isRebalanced
        ? run.modalities.map((name, modality) => ({
            look: { ...modalityLooks[modality], dash: [] },
            label: l10n.t('re-balances {0}', name),
          }))
        : []),
    ],
    tables: nullBand === null ? [] : [nullBandTable(nullBand, format)],
  };
}

/** The α that d_speed is compared with, by stretches: it changes where the strategy is switched. */
function alphaStretches({ snapshot }: ShownRun): AlphaStretch[] {
  return balancingStretches(snapshot).map(({ from, balancing }) => ({
    from,
    alpha: speedRule(balancing).alpha,
  }));
}

/** `±α = 0.01`, and from which step on it was another. */
function alphaInWords(run: ShownRun): string {
  const stretches = alphaStretches(run).filter(
    ({ alpha }, place, all) => place === 0 || alpha !== all[place - 1]?.alpha,
  );
  return stretches
    .map(({ from, alpha }, place) =>
      place === 0
        ? `±α = ${alpha}`
        : l10n.t('from step {0} on {1}', inWords(from + 1, 'count'), alpha),
    )
    .join(', ');
}

function differenceNote(run: ShownRun, isRebalanced: boolean): string {
  const { snapshot, modalities } = run;
  const { nullBand } = snapshot.steps;
  return [
    l10n.t('The grey band is {0}.', alphaInWords(run)),
    ...(nullBand === null
      ? []
      : [
          l10n.t(
            'The dotted null band is where d_speed lies when there is nothing to learn, step by step in 95 % of trainings: from other weights, with shuffled labels.',
          ),
        ]),
    ...(isRebalanced
      ? [
          l10n.t(
            'Shaded steps re-balanced a modality; lanes along the top, from the first down: {0}.',
            modalities.join(', '),
          ),
        ]
      : []),
    l10n.t('The cumulative curve is what guided re-balancing follows; early steps dominate it.'),
  ].join(' ');
}

/** From the least to the greatest d_speed of all runs, ±α included: the same axis for each. */
function reach(runs: readonly ShownRun[]): [number, number] {
  const values = runs.flatMap((run) => {
    const { speedDifference, windowedSpeedDifference, nullBand } = run.snapshot.steps;
    const alphas = alphaStretches(run).map(({ alpha }) => alpha);
    return [
      ...alphas.flatMap((alpha) => [-1.5 * alpha, 1.5 * alpha]),
      ...speedDifference.y,
      ...windowedSpeedDifference.y,
      ...(nullBand?.low ?? []),
      ...(nullBand?.high ?? []),
    ].filter((value) => value !== null);
  });
  return values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [0, 0],
  );
}

function speedChart({ runs, looks, marks }: PageContext): ChartContent {
  return {
    id: 'speeds',
    marks,
    title: l10n.t('s_k of each branch'),
    yLabel: 's_k, log10',
    lastStep: lastStep(runs),
    format,
    note: l10n.t(
      'Cumulative, from the first step on. Higher: relative to its own parameters, the fusion that feeds the branch learns faster.',
    ),
    curves: runs.flatMap((run) =>
      run.modalities.map((name, modality) => ({
        label: labelled(l10n.t('{0} branch', name), run, runs.length),
        look: looks.modality(name, run.place),
        line: run.snapshot.steps.speeds[modality],
      })),
    ),
  };
}

function rebalancingTable({ runs }: Pick<PageContext, 'runs'>): HTMLElement {
  const rows = runs.flatMap(({ name: runName, snapshot, modalities }) =>
    modalities.map((name, modality) => [
      { content: runs.length > 1 ? `${name} · ${runName}` : name },
      {
        content: inWords(rebalancingShare(snapshot.steps.modes, modality), 'share'),
        isNumber: true,
      },
    ]),
  );
  return table(
    l10n.t('Re-balancing steps'),
    [l10n.t('boosted modality'), l10n.t('share of all steps')],
    rows,
  );
}
