import * as vscode from 'vscode';
import { z } from 'zod';
import { readRun } from '../../runs/read-run.js';
import { snapshotRun } from '../../runs/snapshot-run.js';
import { findRun, runInput } from './find-run.js';
import { findingLines, runLine } from './run-lines.js';
import type { Tool } from './tool.js';

const input = z.strictObject({ run: runInput });

/** What a run shows, in words with their numbers and intervals. */
export const getFindings: Tool<z.infer<typeof input>> = {
  input,
  call: () => ({ doing: vscode.l10n.t('Reading what a run found') }),
  answer: async ({ run: name }, { library }) => {
    const run = await findRun(library, name);
    const { findings } = await snapshotRun(await readRun(run.directory));
    return [
      `Findings of ${runLine(run)}`,
      ...(findings.length === 0 ? ['None.'] : findings.flatMap(findingLines)),
    ];
  },
};
