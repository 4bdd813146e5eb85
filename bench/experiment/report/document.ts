import type { FrozenConfiguration } from '../frozen.js';
import type { RunResult } from '../result.js';
import { answer } from './answer.js';
import { conditionTables } from './condition-tables.js';
import { differenceTables } from './difference-tables.js';
import { paragraphs } from './markdown.js';
import { procedure } from './procedure.js';
import { progressInWords, progressOf } from './progress.js';
import { proxySection } from './proxy-section.js';

/** Names of the figures, beside the data. */
export const figureNames = { accuracy: 'test-accuracy.svg', proxy: 'proxy.svg' } as const;

/** The report on the experiment as Markdown, from the data alone: the same data give the same text. */
export function resultsDocument(
  frozen: FrozenConfiguration,
  results: readonly RunResult[],
): string {
  const some = results.length > 0;
  return `${paragraphs(
    '<!-- Written by `npm run experiment -- --report` from docs/results/: change the program, not this page. -->',
    '# Does guided re-balancing help, and does d_speed tell d_util?',
    'The claim of the paper, held to seeds that nobody had looked at: a network that is trained on two modalities leans on ' +
      'the one that is faster to learn from; d_speed shows it during training; re-balancing that is guided by d_speed ' +
      'mends it. [What the numbers mean](definitions.md).',
    progressInWords(progressOf(results)),
    some ? answer(results) : '',
    some
      ? `![Test accuracy by condition, a dot for each seed](results/${figureNames.accuracy})`
      : '',
    some ? conditionTables(results) : '',
    some ? differenceTables(results) : '',
    some ? proxySection(results) : '',
    some ? `![d_speed against d_util, a mark a run](results/${figureNames.proxy})` : '',
    procedure(frozen, results),
  )}\n`;
}
