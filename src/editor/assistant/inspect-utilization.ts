import * as vscode from 'vscode';
import { z } from 'zod';
import { cutOperator, splitName, type Utilization } from '../../record/utilization.js';
import { readEvents } from '../../runs/read-events.js';
import { readRun } from '../../runs/read-run.js';
import type { Parts } from '../parts.js';
import type { KnownRun } from '../runs/known-run.js';
import { referencesOf } from '../runs/references-of.js';
import { requireTrust } from '../trust.js';
import { findRun, runInput } from './find-run.js';
import { runLine, utilizationLines } from './run-lines.js';
import type { Tool } from './tool.js';

const input = z.strictObject({
  run: runInput,
  split: splitName.optional().describe('The samples; by default the last that were measured on.'),
  cut: cutOperator
    .optional()
    .describe('What stands in for a modality that is cut off; by default mean, as in the paper.'),
  measureAnew: z
    .boolean()
    .optional()
    .describe(
      'Measure a checkpoint now, on all samples of the split (by default test), instead of reading what is stored. It takes minutes, runs the model file of the run, and the person is asked first.',
    ),
  checkpoint: z
    .enum(['best', 'last'])
    .optional()
    .describe('Which checkpoint is measured anew; by default last.'),
});
type Input = z.infer<typeof input>;

/** What cutting modalities off costs each branch, as it is stored; measured anew only if the person agrees. */
export const inspectUtilization: Tool<Input> = {
  input,
  call: ({ run, split = 'test', measureAnew }) => {
    if (measureAnew !== true) {
      return { doing: vscode.l10n.t('Reading conditional utilization') };
    }
    requireTrust();
    return {
      doing: vscode.l10n.t('Measuring conditional utilization'),
      question: {
        title: vscode.l10n.t('Measure conditional utilization?'),
        text:
          run === undefined
            ? vscode.l10n.t(
                'This runs the model file that was kept with the newest run, on its {0} samples, and takes a while.',
                split,
              )
            : vscode.l10n.t(
                'This runs the model file that was kept with the run {0}, on its {1} samples, and takes a while.',
                run,
                split,
              ),
      },
    };
  },
  answer: async (asked, parts, token) => {
    const run = await findRun(parts.library, asked.run);
    const names = run.description.modalities.map(({ name }) => name);
    const found =
      asked.measureAnew === true
        ? await measured(run, asked, parts, token)
        : await stored(run, asked);
    return [
      runLine(run),
      ...(found === null
        ? ['No such measurement is stored; measureAnew has one made, if the person agrees.']
        : utilizationLines(found.utilization, found.step, names)),
    ];
  },
};

interface Found {
  readonly step: number;
  readonly utilization: Utilization;
}

/** The last measurement in the run with that cut, on that split where one is named. */
async function stored({ directory }: KnownRun, { split, cut }: Input): Promise<Found | null> {
  const { events } = await readEvents(await readRun(directory));
  const event = events.findLast(
    (each) =>
      each.type === 'utilization' &&
      each.utilization.cut === (cut ?? 'mean') &&
      (split === undefined || each.utilization.split === split),
  );
  return event?.type === 'utilization' ? event : null;
}

async function measured(
  run: KnownRun,
  { split = 'test', cut = 'mean', checkpoint = 'last' }: Input,
  { sessions, panels, library }: Parts,
  token: vscode.CancellationToken,
): Promise<Found> {
  const { directory } = run;
  const references = referencesOf(run, await library.runs());
  const result = await sessions.inspect({ directory, checkpoint, split, cut, references }, token);
  panels.tellInspection(directory, result);
  await panels.open(directory);
  return result;
}
