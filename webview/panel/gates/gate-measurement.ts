import * as l10n from '@vscode/l10n';
import { inWords, splitInWords, withInterval } from '../../../src/metrics/findings/words.js';
import { constantShifts, mean } from '../../../src/metrics/gates.js';
import type { GateMeasurement, GateSummary } from '../../../src/record/gates.js';
import { collapsed, element, table, type Cell } from '../../page/element.js';
import { key } from '../../page/key.js';
import type { Looks } from '../../page/look.js';
import { channelStrip, stripLegend } from './channel-strip.js';

const number = (content: string): Cell => ({ content, isNumber: true });
const rate = (value: number | null): Cell => number(inWords(value, 'rate'));

/** The gates of one checkpoint: means and influences in a table, every channel in a picture, and what freezing changes. */
export function gateMeasurementView(measurement: GateMeasurement, looks: Looks): HTMLElement {
  const { modules, samples, available, split, step } = measurement;
  return element(
    'div',
    { className: 'column' },
    element(
      'p',
      { className: 'note' },
      l10n.t(
        'After step {0}, on {1} of {2} {3} samples. The share of a modality is how much of what the gate does on them comes with that modality’s squeezed vector, held at its mean otherwise: 0 where it never moves the gate, 1 where nothing else does.',
        inWords(step, 'count'),
        inWords(samples, 'count'),
        inWords(available, 'count'),
        splitInWords(split),
      ),
    ),
    gatesTable(measurement, looks),
    frozenTable(measurement, looks),
    stripLegend(),
    element(
      'div',
      { className: 'gates' },
      ...modules.flatMap((module, place) =>
        module.map((gate, branch) => gateFigure(measurement, gate, place, branch, looks)),
      ),
    ),
  );
}

function gateName({ modalities }: GateMeasurement, module: number, branch: number): string {
  return l10n.t('gate of {0} in module {1}', modalities[branch], module + 1);
}

/** One line a gate: means over its channels. */
function gatesTable(measurement: GateMeasurement, looks: Looks): HTMLElement {
  const { modules, modalities } = measurement;
  const rows = modules.flatMap((module, place) =>
    module.map((gate, branch): Cell[] => {
      const name = modalities[branch];
      const shifts = constantShifts(gate);
      return [
        { content: key(looks.modality(name, 0), gateName(measurement, place, branch)) },
        number(inWords(gate.mean.length, 'count')),
        rate(mean(gate.mean)),
        number(`${inWords(mean(gate.low), 'rate')} – ${inWords(mean(gate.high), 'rate')}`),
        rate(shifts === null ? null : mean(shifts)),
        number(influences(measurement, gate, 'share')),
        number(influences(measurement, gate, 'correlation')),
      ];
    }),
  );
  return table(
    l10n.t('What the gates do, as means over their channels'),
    [
      l10n.t('gate'),
      l10n.t('channels'),
      l10n.t('mean'),
      l10n.t('90 % of the samples'),
      l10n.t('frozen − live'),
      l10n.t('share of the other'),
      l10n.t('correlation with it'),
    ],
    rows,
  );
}

/** The mean of an influence over the channels, of each other modality; named where there are several. */
function influences(
  { modalities }: GateMeasurement,
  { others }: GateSummary,
  which: 'share' | 'correlation',
): string {
  return others
    .map((other) => {
      const value = inWords(mean(other[which]), 'rate');
      return others.length === 1 ? value : `${modalities[other.modality]} ${value}`;
    })
    .join(', ');
}

function frozenTable({ frozen, modalities }: GateMeasurement, looks: Looks): HTMLElement {
  if (frozen.length === 0) {
    return element(
      'p',
      { className: 'note' },
      l10n.t('The gates have seen no training sample yet: there is nothing to freeze them to.'),
    );
  }
  const rows = frozen.map(({ branch, accuracy, accuracyFrozen, points }): Cell[] => {
    const name = modalities[branch];
    return [
      { content: key(looks.modality(name, 0), name) },
      number(withInterval(accuracy, 'accuracy')),
      number(withInterval(accuracyFrozen, 'accuracy')),
      number(withInterval(points, 'points')),
    ];
  });
  return table(
    l10n.t(
      'What freezing a branch’s gates makes of its accuracy, in percent; intervals: 95 %, over samples, for these weights',
    ),
    [l10n.t('branch'), l10n.t('gates live'), l10n.t('gates frozen'), l10n.t('points lost')],
    rows,
  );
}

/** Every channel of one gate, in a picture and in a table. */
function gateFigure(
  measurement: GateMeasurement,
  gate: GateSummary,
  module: number,
  branch: number,
  looks: Looks,
): HTMLElement {
  const { modalities } = measurement;
  const name = gateName(measurement, module, branch);
  return element(
    'figure',
    { className: 'gate' },
    element('figcaption', {}, element('h3', {}, name)),
    channelStrip(gate, measurement.gateScale, name, looks.modality(modalities[branch], 0)),
    collapsed(
      `module ${module} branch ${branch}`,
      l10n.t('Numbers'),
      channelTable(measurement, gate, name),
    ),
  );
}

function channelTable(
  { modalities }: GateMeasurement,
  gate: GateSummary,
  name: string,
): HTMLElement {
  const rows = gate.mean.map((value, channel): Cell[] => [
    { content: String(channel + 1), isNumber: true },
    rate(value),
    rate(gate.deviation[channel]),
    rate(gate.low[channel]),
    rate(gate.high[channel]),
    rate(gate.constant?.[channel] ?? null),
    ...gate.others.flatMap(({ share, correlation }) => [
      rate(share[channel]),
      rate(correlation[channel]),
    ]),
  ]);
  return table(
    l10n.t('Every channel over the samples'),
    [
      l10n.t('channel'),
      l10n.t('mean'),
      l10n.t('standard deviation'),
      '5 %',
      '95 %',
      l10n.t('frozen to'),
      ...gate.others.flatMap(({ modality }) => [
        l10n.t('share of {0}', modalities[modality]),
        l10n.t('correlation with {0}', modalities[modality]),
      ]),
    ],
    rows,
    name,
  );
}
