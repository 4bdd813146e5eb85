import * as l10n from '@vscode/l10n';
import { branchLossSentence } from '../../metrics/findings/losses-when-cut.js';
import { measuredOn, rateLabel, withInterval } from '../../metrics/findings/words.js';
import type { ProblemDescription } from '../../record/problem.js';
import { fromEnglish } from '../../record/retell.js';
import type { KnownRun } from '../runs/known-run.js';
import { percentInWords } from '../words/estimate-in-words.js';
import { runTitle, statusInWords } from '../words/run-in-words.js';

/** What is known of an item: a heading, and lines below it. Plain text, from files: not Markdown. */
export interface Tooltip {
  readonly heading: string;
  readonly lines: readonly string[];
}

/** A run's state with its reason, its numbers with their intervals, and what it was trained on. */
export function runTooltip(run: KnownRun): Tooltip {
  const { description, status, summary } = run;
  const { writer, reason } = status;
  return {
    heading: `${description.name}: ${runTitle(run)}`,
    lines: [
      [statusInWords(status), ...(reason === null ? [] : [fromEnglish(reason)])].join(': '),
      ...(writer === null
        ? []
        : [l10n.t('Written by process {0} on {1}', writer.pid, writer.hostname)]),
      ...(summary.accuracy === null
        ? []
        : [
            l10n.t(
              'Accuracy of the model at the last evaluation: {0}',
              percentInWords(summary.accuracy),
            ),
          ]),
      ...utilizationLines(run),
      l10n.t('Seed {0}, {1} steps planned', description.seed, description.plannedSteps),
      l10n.t('On {0}', description.device.description),
      description.model.file,
    ],
  };
}

/** Why a folder among the runs cannot be read, and what can be done. */
export function damagedTooltip(
  { what, remedy, file, line, entry }: ProblemDescription,
  directory: string,
): Tooltip {
  const place = [[file, line], [entry]].map((parts) => parts.filter(Boolean).join(':'));
  return {
    heading: directory,
    lines: [what, remedy, place.filter((part) => part !== '').join(' ')].filter(Boolean),
  };
}

function utilizationLines({ summary, description }: KnownRun): string[] {
  if (summary.lastUtilization === null) {
    return [];
  }
  const { step, utilization } = summary.lastUtilization;
  const names = description.modalities.map(({ name }) => name);
  const label = names.length === 2 ? 'd_util' : l10n.t('gap of mean u');
  const losses = utilization.entries.flatMap(({ branch, cut, rate, points }) =>
    points.value === null
      ? []
      : [
          `${rateLabel(names[cut], names[branch])} ${withInterval(rate, 'rate')} · ${branchLossSentence(names[branch], names[cut], points)}`,
        ],
  );
  return [
    ...losses,
    `${label} ${withInterval(utilization.difference, 'rate')}`,
    l10n.t(
      'Measured after step {0} on {1}; 95 % intervals over samples, for these weights (not over seeds)',
      step,
      measuredOn(utilization),
    ),
  ];
}
