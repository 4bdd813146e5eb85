import { inWords, listed } from '../../../src/metrics/findings/words.js';
import type { FrozenConfiguration } from '../frozen.js';
import type { RunResult } from '../result.js';
import { markdownTable, paragraphs } from './markdown.js';

/** What was run and how, what was fixed before, and what was tried before that. */
export function procedure(frozen: FrozenConfiguration, results: readonly RunResult[]): string {
  const { configuration, conditions, primary, proxy, seeds, deviation, exploration } = frozen;
  return paragraphs(
    '## What was run',
    `Frozen on ${frozen.frozen}, before the first of the seeds 0–9 ran ` +
      '([the file](results/frozen-configuration.json), with the hashes of the models; the program refuses these seeds ' +
      'with other models):',
    bullets(Object.entries(configuration).map(([name, text]) => `${name}: ${text}`)),
    `**Not as planned.** ${deviation}`,
    `Conditions of the claim: ${listed(conditions.claim)}. Conditions of the proxy: ${listed(conditions.proxy)}.`,
    bullets([
      `primary metric: ${primary.metric}`,
      `primary comparison: ${primary.comparison}. ${primary.reading}`,
      `proxy: ${proxy.metric}; interval: ${proxy.interval}`,
      `seeds: ${seeds.confirmatory}. ${seeds.stopping}`,
    ]),
    '**Tried before**, every one of them:',
    markdownTable(
      ['seeds', 'conditions', 'changed', 'looked at', 'seen'],
      exploration.map((each) =>
        [each.seeds, each.conditions, each.changes, each.on, each.saw].map(escaped),
      ),
    ),
    technicalities(results),
    paragraphs(
      '## What this does not say',
      bullets([
        'It is one small data set of drawn digits, one small network and one optimizer: not the paper’s data, widths or ' +
          'lengths of training.',
        'Intervals are over seeds: a seed draws the digits, the colors, the weights and the order. With few seeds they are ' +
          'wide, and they assume that the differences scatter about normally.',
        'The tables below the primary comparison are many. Some intervals exclude 0 by chance.',
        'Accuracy on test is a matter of the data: its color misleads on purpose. On validation, where color helps, ' +
          'the price of not leaning on it can be read.',
      ]),
    ),
    paragraphs(
      '## Again',
      '`npm run experiment` runs what is missing in `docs/results/runs.jsonl` (one line a run) and takes up trainings that ' +
        'were begun; `npm run experiment -- --report` writes this page from that file alone. On the embedded backend the ' +
        'same seed gives the same numbers.',
    ),
  );
}

function technicalities(results: readonly RunResult[]): string {
  if (results.length === 0) {
    return '';
  }
  const commits = [...new Set(results.map(({ commit }) => commit))].map((commit) => {
    const runs = results.filter((result) => result.commit === commit).length;
    return `${commit ?? 'unknown'} (${inWords(runs, 'count')} runs)`;
  });
  const nodes = [...new Set(results.map(({ versions }) => versions.node ?? 'unknown'))];
  const hours = results.reduce((sum, { seconds }) => sum + seconds.stepping, 0) / 3600;
  return (
    `Trained with commit ${listed(commits)} on Node ${listed(nodes)}; ${inWords(Math.round(hours * 10) / 10, 'count')} hours ` +
    'in training steps, beside whatever else the machine had to do, so that the times in the data say nothing of speed.'
  );
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
