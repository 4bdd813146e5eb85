import * as l10n from '@vscode/l10n';
import { inWords } from '../../../src/metrics/findings/words.js';
import { pictureBytes } from '../../../src/record/picture.js';
import type { SampleMeasurement, ShownSample } from '../../../src/record/samples.js';
import type { Colours } from '../../page/colours.js';
import { element } from '../../page/element.js';
import type { Look } from '../../page/look.js';
import { drawPicture } from './draw-picture.js';

/** What cards are made with. */
export interface CardContext {
  readonly measurement: SampleMeasurement;
  /** Name of a class by its index. */
  readonly className: (index: number) => string;
  readonly look: (modality: string) => Look;
  readonly colours: Colours;
}

/** One sample: the pictures of its modalities, its label, and a prediction before and after a cut. */
export function sampleCard(row: ShownSample, context: CardContext): HTMLElement {
  const { className } = context;
  const words = sampleInWords(row, className);
  const card = element(
    'li',
    { className: 'sample' },
    row.pictures === null
      ? element('p', { className: 'no-picture' }, l10n.t('Its pictures are not kept.'))
      : element('div', { className: 'pictures' }, ...pictures(row.pictures, words, context)),
    element('p', { className: 'prediction' }, predicted(row, className)),
    element(
      'p',
      { className: 'sample-facts' },
      l10n.t('is {0} · sample {1}', className(row.label), inWords(row.sample, 'count')),
    ),
  );
  return card;
}

/** A sample as a sentence: what it is, and what it is taken for before and after the cut. */
function sampleInWords(
  { sample, label, before, after }: ShownSample,
  className: CardContext['className'],
): string {
  return l10n.t(
    'sample {0}, which is {1}; predicted as {2} with every modality, and as {3} without',
    inWords(sample, 'count'),
    className(label),
    className(before),
    className(after),
  );
}

function predicted(
  { label, before, after }: ShownSample,
  className: CardContext['className'],
): HTMLElement {
  const one = (predictedClass: number): HTMLElement => {
    const isRight = predictedClass === label;
    const mark = element('span', { className: 'mark' }, isRight ? '✓' : '✗');
    mark.setAttribute('aria-label', isRight ? l10n.t('right') : l10n.t('wrong'));
    mark.setAttribute('role', 'img');
    const made = element(
      'span',
      { className: isRight ? 'is-right' : 'is-wrong' },
      className(predictedClass),
      ' ',
      mark,
    );
    return made;
  };
  return element('span', {}, one(before), ' → ', one(after));
}

function* pictures(
  encoded: string,
  words: string,
  { measurement, look, colours }: CardContext,
): Generator<HTMLElement> {
  const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  let start = 0;
  for (const modality of measurement.modalities) {
    const own = bytes.subarray(start, (start += pictureBytes(modality)));
    const { colour } = look(modality.name);
    const canvas = element('canvas', { className: modality.form });
    canvas.setAttribute('role', 'img');
    canvas.setAttribute('aria-label', l10n.t('{0} of {1}', modality.name, words));
    drawPicture(canvas, modality, own, colours.of(colour));
    const caption = element('span', { className: 'modality-name' }, modality.name);
    const picture = element('div', { className: 'picture' }, canvas, caption);
    picture.style.setProperty('--modality', `var(${colour})`);
    yield picture;
  }
}
