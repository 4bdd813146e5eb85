import { rateLabel, withInterval } from '../../metrics/findings/words.js';
import type { Finding } from '../../record/finding.js';
import type { Utilization } from '../../record/utilization.js';
import type { KnownRun } from '../runs/known-run.js';
import path from 'node:path';
import { onOneLine, quoted } from './plain-text.js';

/** What an assistant calls a run by. */
export function runName({ directory }: Pick<KnownRun, 'directory'>): string {
  return path.basename(directory);
}

/** A run in one line: what it is called, what was trained how, how it stands, and its last numbers. */
export function runLine(run: KnownRun): string {
  const { description, status, summary } = run;
  const { accuracy, lastUtilization } = summary;
  const names = description.modalities.map(({ name }) => name);
  return [
    quoted(runName(run)),
    `model file ${quoted(description.model.file)}`,
    `balancing ${description.balancing.strategy}`,
    ...(description.only === null ? [] : [`only ${quoted(description.only)} trained`]),
    `${status.crashed ? 'crashed' : status.state}${status.writer === null ? '' : ', being written'}`,
    `begun ${new Date(description.created).toISOString()}`,
    ...(accuracy === null ? [] : [`accuracy ${(100 * accuracy).toFixed(1)} %`]),
    ...(lastUtilization === null ? [] : rates(lastUtilization.utilization, names)),
  ].join('; ');
}

function rates({ entries }: Utilization, names: readonly string[]): string[] {
  return entries.map(
    ({ branch, cut, rate }) => `${label(names, cut, branch)} = ${withInterval(rate, 'rate')}`,
  );
}

function label(names: readonly string[], cut: number, branch: number): string {
  return rateLabel(onOneLine(names[cut]), onOneLine(names[branch]));
}

/** A measured utilization: accuracies, points and rates, each with its interval, and what the intervals are. */
export function utilizationLines(
  { split, cut, samples, available, entries, model, difference, modelAccuracy }: Utilization,
  step: number,
  names: readonly string[],
): string[] {
  const percent = (estimate: Utilization['modelAccuracy']): string =>
    `${withInterval(estimate, 'accuracy')} %`;
  return [
    `Conditional utilization after step ${step}, on ${samples} of ${available} ${split} samples, modalities cut by ${cut}:`,
    `- model: accuracy ${percent(modelAccuracy)}`,
    ...entries.map(
      ({ branch, cut: without, accuracy, accuracyCut, points, rate }) =>
        `- branch ${quoted(names[branch])}: accuracy ${percent(accuracy)}, without ${quoted(names[without])} ${percent(accuracyCut)}, loses ${withInterval(points, 'points')} points; ${label(names, without, branch)} = ${withInterval(rate, 'rate')}`,
    ),
    ...model.map(
      ({ cut: without, points }) =>
        `- model without ${quoted(names[without])} and its branch: loses ${withInterval(points, 'points')} points`,
    ),
    `- ${names.length === 2 ? 'd_util' : 'gap of mean u'} = ${withInterval(difference, 'rate')}`,
    'Brackets are 95 % intervals over samples, for these weights (not over seeds). A small u alone does not mean that a modality is under-used.',
  ];
}

/** A finding: its sentences, its numbers with their intervals and how they were had, and what to try next. */
export function findingLines({ id, severity, sentences, numbers, next }: Finding): string[] {
  return [
    `${severity} ${id}: ${onOneLine(sentences.join(' '))}`,
    ...numbers.map(
      ({ label: what, unit, how, ...number }) =>
        `  - ${onOneLine(what)}: ${withInterval(number, unit)} (${unit}; ${onOneLine(how)})`,
    ),
    ...(next === null ? [] : [`  next: ${onOneLine(next)}`]),
  ];
}
