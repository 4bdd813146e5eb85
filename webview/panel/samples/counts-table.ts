import * as l10n from '@vscode/l10n';
import { inWords } from '../../../src/metrics/findings/words.js';
import type { SampleFilter, SamplePage } from '../../../src/record/samples.js';
import type { RunSnapshot } from '../../../src/record/snapshot.js';
import { element, table, type Cell } from '../../page/element.js';

const number = (content: string): Cell => ({ content, isNumber: true });

/** How many samples change, in which way, and what that makes of the accuracy; and what there is to know of the pictures. */
export function countsTable(
  { counts, measurement, total, rows }: SamplePage,
  filter: SampleFilter,
  { description: { modalities, classes } }: RunSnapshot,
): HTMLElement {
  const branch = modalities[filter.branch];
  const cut = modalities[filter.cut].name;
  const what =
    branch === undefined
      ? l10n.t('model without {0}', cut)
      : l10n.t('{0} branch without {1}', branch.name, cut);
  const share = (count: number): number | null =>
    counts.samples === 0 ? null : count / counts.samples;
  const { lost, gained, changed, rightBefore, rightAfter } = counts;
  const made = table(
    filter.label === null
      ? l10n.t('What the cut changes, of all samples')
      : l10n.t('What the cut changes, of the samples of class {0}', classes[filter.label] ?? ''),
    [
      l10n.t('prediction'),
      l10n.t('samples'),
      l10n.t('lost'),
      l10n.t('gained'),
      l10n.t('wrong otherwise'),
      'A(f)',
      'A(f′)',
      l10n.t('points'),
    ],
    [
      [
        { content: what },
        number(inWords(counts.samples, 'count')),
        number(inWords(lost, 'count')),
        number(inWords(gained, 'count')),
        number(inWords(changed, 'count')),
        number(inWords(share(rightBefore), 'accuracy')),
        number(inWords(share(rightAfter), 'accuracy')),
        number(inWords(share(rightBefore - rightAfter), 'points')),
      ],
    ],
  );
  return element('div', { className: 'sample-counts column' }, made, note());

  function note(): HTMLElement {
    const sentences = [
      l10n.t('Points are (lost − gained) / samples, in percent.'),
      ...ranges(measurement.modalities),
      ...(rows.some(({ pictures }) => pictures === null)
        ? [
            l10n.t(
              'Pictures are kept of the first {0} of {1} samples that change.',
              inWords(measurement.pictured, 'count'),
              inWords(measurement.changed, 'count'),
            ),
          ]
        : []),
      ...(total === 0 ? [l10n.t('No sample changes in this way.')] : []),
    ];
    return element('p', { className: 'note' }, sentences.join(' '));
  }
}

/** What the darkest and the lightest point of each modality stand for, where that is not 0 and 1. */
function ranges(modalities: SamplePage['measurement']['modalities']): string[] {
  return modalities
    .filter(({ low, high }) => low !== 0 || high !== 1)
    .map(({ name, low, high }) =>
      l10n.t('{0} is drawn from {1} to {2}.', name, plain(low), plain(high)),
    );
}

function plain(value: number): string {
  return String(Number(value.toPrecision(3))).replace('-', '−');
}
