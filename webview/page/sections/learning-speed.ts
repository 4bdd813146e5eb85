import { inWords } from '../../../src/metrics/findings/words.js';
import { LineChart } from '../chart.js';
import { element, emptyState, section, table } from '../element.js';
import { key } from '../key.js';
import { nullBandKey, nullBandShade, nullBandTable } from '../null-band.js';
import { alphaBand, rebalancingShade } from '../rebalancing-shade.js';
import { labelled, lastStep, type PageContext, type ShownRun } from '../shown-run.js';
import type { BuiltSection } from './section.js';

const format = (value: number): string => inWords(value, 'speed');

/** s_k of every branch, d_speed with ±α, and which steps re-balanced what. */
export function learningSpeed({ runs, looks }: PageContext): BuiltSection {
  const withSpeeds = runs.filter(({ snapshot }) =>
    snapshot.steps.speedDifference.y.some((value) => value !== null),
  );
  const heading = 'Conditional learning speed';
  if (withSpeeds.length === 0) {
    return {
      root: section(
        'learning-speed',
        heading,
        emptyState(
          'No conditional learning speed yet.',
          'It needs training steps of two or more modalities with fusion between them.',
        ),
      ),
      charts: [],
    };
  }
  const context = { runs: withSpeeds, looks };
  const charts = [...withSpeeds.map((run) => differenceChart(run, context)), speedChart(context)];
  return {
    root: section(
      'learning-speed',
      heading,
      element(
        'p',
        { className: 'note' },
        's_k = log10(Σμ of the fusion that feeds branch k / Σμ of branch k’s own parameters), over the regular steps. d_speed is their difference: s_0 − s_1 for two modalities, max − min for more. It is a cheap proxy: between unequal branches it carries an offset before anything is learnt, and between equal ones with fresh weights it lies beyond ±0.01 by chance.',
      ),
      element(
        'div',
        { className: 'charts' },
        ...charts.map(({ root }) => root),
        rebalancingTable(context),
      ),
    ),
    charts,
  };
}

function differenceChart(run: ShownRun, { runs, looks }: PageContext): LineChart {
  const { steps } = run.snapshot;
  const modalityLooks = run.modalities.map((name) => looks.modality(name, run.place));
  const isRebalanced = steps.modes.shares.some((shares) => shares.some((share) => share > 0));
  const shading = isRebalanced
    ? ` Shaded steps re-balanced a modality; lanes along the top, from the first down: ${run.modalities.join(', ')}.`
    : '';
  const nullBand =
    steps.nullBand === null
      ? ''
      : ' The dotted null band is where d_speed lies when there is nothing to learn, step by step in 95 % of trainings: from other weights, with shuffled labels.';
  const chart = new LineChart({
    title: labelled('d_speed', run, runs.length),
    yLabel: 'd_speed',
    lastStep: lastStep(runs),
    yReach: reach(runs),
    format,
    note: `The grey band is ±α = ${steps.alpha}.${nullBand}${shading} The cumulative curve is what guided re-balancing follows; early steps dominate it.`,
    curves: [
      { label: 'cumulative', look: looks.run(run.place), line: steps.speedDifference },
      {
        label: `last ${steps.window} regular steps`,
        look: { colour: '--muted', dash: [3, 3], marker: false },
        line: steps.windowedSpeedDifference,
      },
    ],
    plugins: [
      alphaBand(steps.alpha),
      ...(steps.nullBand === null ? [] : [nullBandShade(steps.nullBand)]),
      rebalancingShade({ modes: steps.modes, looks: modalityLooks }),
    ],
  });
  if (steps.nullBand !== null) {
    chart.root.querySelector('.keys')?.append(nullBandKey(steps.nullBand));
    chart.root.append(nullBandTable(steps.nullBand, format));
  }
  if (isRebalanced) {
    chart.root
      .querySelector('.keys')
      ?.append(
        ...run.modalities.map((name, modality) =>
          key({ ...modalityLooks[modality], dash: [] }, `re-balances ${name}`),
        ),
      );
  }
  return chart;
}

/** From the least to the greatest d_speed of all runs, ±α included: the same axis for each. */
function reach(runs: readonly ShownRun[]): [number, number] {
  const values = runs.flatMap(({ snapshot: { steps } }) => [
    -1.5 * steps.alpha,
    1.5 * steps.alpha,
    ...[
      ...steps.speedDifference.y,
      ...steps.windowedSpeedDifference.y,
      ...(steps.nullBand?.low ?? []),
      ...(steps.nullBand?.high ?? []),
    ].filter((value) => value !== null),
  ]);
  return values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [0, 0],
  );
}

function speedChart({ runs, looks }: PageContext): LineChart {
  return new LineChart({
    title: 's_k of each branch',
    yLabel: 's_k, log10',
    lastStep: lastStep(runs),
    format,
    note: 'Cumulative, from the first step on. Higher: relative to its own parameters, the fusion that feeds the branch learns faster.',
    curves: runs.flatMap((run) =>
      run.modalities.map((name, modality) => ({
        label: labelled(`${name} branch`, run, runs.length),
        look: looks.modality(name, run.place),
        line: run.snapshot.steps.speeds[modality],
      })),
    ),
  });
}

function rebalancingTable({ runs }: PageContext): HTMLElement {
  const rows = runs.flatMap(({ name: runName, snapshot, modalities }) =>
    modalities.map((name, modality) => [
      { content: runs.length > 1 ? `${name} · ${runName}` : name },
      { content: inWords(shareOf(snapshot.steps.modes, modality), 'share'), isNumber: true },
    ]),
  );
  return table('Re-balancing steps', ['boosted modality', 'share of all steps'], rows);
}

function shareOf(
  { first, last, shares }: ShownRun['snapshot']['steps']['modes'],
  modality: number,
): number | null {
  let [boosted, all] = [0, 0];
  first.forEach((start, bucket) => {
    const steps = last[bucket] - start + 1;
    boosted += steps * (shares[modality]?.[bucket] ?? 0);
    all += steps;
  });
  return all === 0 ? null : boosted / all;
}
