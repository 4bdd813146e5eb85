import { inWords } from '../../src/metrics/findings/words.js';
import type { Finding } from '../../src/record/finding.js';
import { collapsed, element, table } from './element.js';

/** A finding: its severity in words, its sentences, what to try, and on demand the numbers that it rests on. */
export function findingCard({ severity, sentences, numbers, next }: Finding): HTMLElement {
  const [first = '', ...rest] = sentences.map(unbroken);
  return element(
    'article',
    { className: severity === 'warning' ? 'finding warns' : 'finding' },
    element('span', { className: 'severity' }, severity === 'warning' ? 'Warning' : 'Note'),
    element(
      'div',
      {},
      element('p', { className: 'lead' }, first),
      ...rest.map((sentence) => element('p', {}, sentence)),
      next === null ? null : element('p', {}, element('strong', {}, 'Try next: '), next),
      numbers.length === 0
        ? null
        : collapsed(
            'Numbers',
            table(
              'What this rests on',
              ['what', 'value', '95 % interval', 'how it was had'],
              numbers.map((number) => [
                { content: number.label },
                { content: inWords(number.value, number.unit), isNumber: true },
                { content: interval(number), isNumber: true },
                { content: number.how },
              ]),
              first,
            ),
          ),
    ),
  );
}

/** Keeps an interval on one line, and a number with its unit. */
function unbroken(sentence: string): string {
  return sentence
    .replaceAll(' %', '\u00a0%')
    .replace(/\[([^\]]*)\]/g, (interval) => interval.replaceAll(' ', '\u00a0'));
}

function interval({ low, high, unit }: Finding['numbers'][number]): string {
  return low === null || high === null ? '–' : `[${inWords(low, unit)}, ${inWords(high, unit)}]`;
}
