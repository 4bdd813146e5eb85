import * as l10n from '@vscode/l10n';
import { inWords } from '../../src/metrics/findings/words.js';
import type { Finding } from '../../src/record/finding.js';
import { collapsed, element, table } from './element.js';

/**
 * A finding: its severity in words, its sentences, what to try, and on demand the numbers that it rests on.
 *
 * @param of name of its run, where there are several
 */
export function findingCard(
  { severity, sentences, numbers, next }: Finding,
  of: string | null,
): HTMLElement {
  const [first = '', ...rest] = sentences;
  return element(
    'article',
    { className: severity === 'warning' ? 'finding warns' : 'finding' },
    element(
      'span',
      { className: 'severity' },
      severity === 'warning' ? l10n.t('Warning') : l10n.t('Note'),
    ),
    element(
      'div',
      {},
      element('p', { className: 'lead' }, ...unbroken(first)),
      ...rest.map((sentence) => element('p', {}, ...unbroken(sentence))),
      next === null
        ? null
        : element('p', {}, element('strong', {}, l10n.t('Try next:')), ' ', ...unbroken(next)),
      numbers.length === 0
        ? null
        : collapsed(
            'numbers',
            l10n.t('Numbers'),
            table(
              l10n.t('What this rests on'),
              [l10n.t('what'), l10n.t('value'), l10n.t('95 % interval'), l10n.t('how it was had')],
              numbers.map((number) => [
                { content: number.label },
                { content: inWords(number.value, number.unit), isNumber: true },
                { content: interval(number), isNumber: true },
                { content: number.how },
              ]),
              of === null ? first : `${of}: ${first}`,
            ),
          ),
    ),
  );
}

/** Keeps an interval on one line, a number with its unit, and what is typed in a terminal as it is typed. */
function unbroken(sentence: string): (string | HTMLElement)[] {
  return sentence
    .replaceAll(' %', '\u00a0%')
    .replace(/\[([^\]]*)\]/g, (interval) => interval.replaceAll(' ', '\u00a0'))
    .split(/((?:\b(?:train|inspect) )?--[a-z]+ \S*[^\s.,;:)])/)
    .map((part, index) => (index % 2 === 0 ? part : element('code', {}, part)));
}

function interval({ low, high, unit }: Finding['numbers'][number]): string {
  return low === null || high === null ? '–' : `[${inWords(low, unit)}, ${inWords(high, unit)}]`;
}
