import * as vscode from 'vscode';
import { z } from 'zod';
import { summarizeRun, type RunSummary } from '../../cli/run-summary.js';
import { inWords } from '../../metrics/findings/words.js';
import { readRun } from '../../runs/read-run.js';
import type { KnownRun } from '../runs/known-run.js';
import { findRun, runInput } from './find-run.js';
import { onOneLine, quoted } from './plain-text.js';
import { runLine, utilizationLines } from './run-lines.js';
import type { Tool } from './tool.js';

const input = z.strictObject({ run: runInput });

/** The key numbers of one run. */
export const getRunSummary: Tool<z.infer<typeof input>> = {
  input,
  call: () => ({ doing: vscode.l10n.t('Reading a run') }),
  answer: async ({ run: name }, { library }) => {
    const run = await findRun(library, name);
    return summaryLines(run, await summarizeRun(await readRun(run.directory)));
  },
};

/** The key numbers of a run, one a line. */
export function summaryLines(run: KnownRun, summary: RunSummary): string[] {
  const { description, status, summary: known } = run;
  const names = description.modalities.map(({ name }) => name);
  const { validation, nullBand } = summary;
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return [
    runLine(run),
    `Device: ${quoted(`${description.device.backend}: ${description.device.description}`)}. Seed: ${description.seed}.`,
    `Configuration: ${quoted(JSON.stringify(description.balancing))} as balancing.`,
    ...(status.reason === null ? [] : [`Reason of its state: ${quoted(status.reason)}`]),
    `Steps: ${summary.steps} of ${description.plannedSteps}. Share of re-balancing steps: ${names
      .map((each, index) => `${quoted(each)} ${percent(summary.rebalancingShares[index] ?? 0)}`)
      .join(', ')}.`,
    `d_speed after the last step: ${inWords(summary.speedDifference, 'speed')} (a cheap proxy, without an interval).`,
    ...(nullBand === null
      ? []
      : [
          `Null band of d_speed after step ${nullBand.step}, from ${nullBand.trainings} trainings with shuffled labels: [${inWords(nullBand.low, 'speed')}, ${inWords(nullBand.high, 'speed')}]; there it is ${inWords(nullBand.speedDifference, 'speed')}.`,
        ]),
    ...(validation === null
      ? []
      : [
          `Validation, ${validation.samples} samples: accuracy ${percent(validation.accuracy)}; branches ${validation.branchAccuracies
            .map((each, index) => `${quoted(names[index] ?? '')} ${percent(each)}`)
            .join(', ')}.`,
        ]),
    ...(known.lastUtilization === null
      ? ['No conditional utilization is stored.']
      : utilizationLines(known.lastUtilization.utilization, known.lastUtilization.step, names)),
    ...summary.damages.map((damage) => `Damaged: ${onOneLine(damage)}`),
  ];
}
