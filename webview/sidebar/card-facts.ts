import * as l10n from '@vscode/l10n';
import { lastEvaluation, lastUtilization } from '../../src/metrics/findings/facts.js';
import { speedRule } from '../../src/metrics/findings/step-summary.js';
import {
  inWords,
  rateLabel,
  splitInWords,
  withInterval,
} from '../../src/metrics/findings/words.js';
import { balancingInForce } from '../../src/record/balancing-in-force.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import { smoothMeans } from '../../src/series/smooth.js';
import { element } from '../page/element.js';
import { keyed } from '../page/patch.js';
import { miniChart } from './mini-chart.js';

/** The finding that a card says: the first of these that the run has. */
const told = [
  'failed',
  'diverged',
  'leans-on-one-modality',
  'losses-when-cut',
  'modality-hurts',
  'speeds-apart',
  'too-short',
] as const;

/** What a run shows, for a narrow view: d_speed and loss with their course, utilization, and one finding in words. */
export function cardFacts(run: RunSnapshot): HTMLElement[] {
  return [...speed(run), ...loss(run), ...accuracy(run), ...utilization(run), ...finding(run)];
}

function fact(term: string, value: string, ...more: readonly Node[]): HTMLElement {
  const [number = '', interval] = value.split(' [');
  return keyed(
    term,
    element(
      'div',
      { className: 'fact' },
      element('span', { className: 'term' }, term),
      element('span', { className: 'value' }, number),
      interval === undefined ? null : element('span', { className: 'interval' }, `[${interval}`),
      ...more,
    ),
  );
}

function speed(run: RunSnapshot): HTMLElement[] {
  const { steps, description } = run;
  if (description.modalities.length < 2) {
    return [];
  }
  const now = steps.speedDifference.y.findLast((value) => value !== null) ?? null;
  if (now === null) {
    return [];
  }
  const value = inWords(now, 'speed');
  const threshold = speedRule(balancingInForce(run)).alpha;
  const label = l10n.t('Course of d_speed, now {0}, against α = {1}', value, threshold);
  const chart = miniChart({ label, line: steps.speedDifference, band: threshold });
  const side =
    Math.abs(now) > threshold
      ? l10n.t('beyond ±α = {0}', threshold)
      : l10n.t('within ±α = {0}', threshold);
  const alpha = element('span', { className: 'aside' }, side);
  return [fact('d_speed', value, alpha, chart)];
}

function loss({ steps }: RunSnapshot): HTMLElement[] {
  const { x } = steps.loss;
  const mean = smoothMeans(steps.loss.mean, Math.max(1, Math.round(x.length / 40)));
  const now = mean.findLast((value) => value !== null) ?? null;
  if (now === null) {
    return [];
  }
  const value = now.toPrecision(4);
  const label = l10n.t('Course of the training loss, now {0}', value);
  return [fact(l10n.t('loss'), value, miniChart({ label, line: { x, y: mean }, band: null }))];
}

function accuracy(run: RunSnapshot): HTMLElement[] {
  const evaluation = lastEvaluation(run);
  return evaluation === null
    ? []
    : [
        fact(
          l10n.t('accuracy, {0}', splitInWords(evaluation.split)),
          `${inWords(evaluation.accuracy, 'accuracy')} %`,
        ),
      ];
}

function utilization(run: RunSnapshot): HTMLElement[] {
  const names = run.description.modalities.map(({ name }) => name);
  const measured = lastUtilization(run)?.utilization;
  return (measured?.entries ?? []).map(({ branch, cut, rate }) =>
    fact(rateLabel(names[cut], names[branch]), withInterval(rate, 'rate')),
  );
}

function finding({ findings }: RunSnapshot): HTMLElement[] {
  const [first] = told.flatMap((id) => findings.filter((each) => each.id === id));
  return first === undefined ? [] : [element('p', { className: 'said' }, first.sentences[0] ?? '')];
}
