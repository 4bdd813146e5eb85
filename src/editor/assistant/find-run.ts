import { z } from 'zod';
import { Problem } from '../../record/problem.js';
import type { KnownRun } from '../runs/known-run.js';
import type { RunLibrary } from '../runs/run-library.js';
import { quoted } from './plain-text.js';
import { runName } from './run-lines.js';

/** How a tool is told which run. */
export const runInput = z
  .string()
  .min(1)
  .max(300)
  .optional()
  .describe(
    'A run as modality_lens_list_runs names it; left out: the newest run of the workspace.',
  );

/**
 * The run that an assistant names, among those of the workspace: it can name no other folder.
 *
 * @throws Problem where there is none of that name, or none at all
 */
export async function findRun(
  library: Pick<RunLibrary, 'runs'>,
  name: string | undefined,
): Promise<KnownRun> {
  const runs = (await library.runs()).filter((run) => run.kind === 'run');
  const run = name === undefined ? runs.at(0) : runs.find((each) => runName(each) === name);
  if (run === undefined) {
    throw new Problem({
      code: 'usage',
      what:
        name === undefined
          ? 'The workspace has no run yet.'
          : `No run of the workspace is called ${quoted(name)}.`,
      remedy:
        name === undefined ? 'Train a model file first.' : 'modality_lens_list_runs names them.',
    });
  }
  return run;
}
