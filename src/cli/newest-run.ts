import path from 'node:path';
import { isModelFileName } from '../record/model-file-name.js';
import { Problem } from '../record/problem.js';
import { listRuns } from '../runs/list-runs.js';
import { defaultRunsDirectory, runPath } from './run-path.js';

/**
 * The run directory that a person means: a path or a run's name, as {@link runPath} has it, or a model file for the newest
 * run of it that trained every modality.
 *
 * @param runs folder to look for it in; null: the default one
 * @throws Problem where the model file has no such run
 */
export async function runOrNewestOf(given: string, runs: string | null): Promise<string> {
  if (!isModelFileName(given)) {
    return runPath(given);
  }
  const file = path.resolve(given);
  const folder = runs === null ? defaultRunsDirectory() : path.resolve(runs);
  for (const listed of await listRuns(folder)) {
    if (listed.kind === 'run') {
      const { directory, description } = listed.run;
      if (description.only === null && description.model.file === file) {
        return directory;
      }
    }
  }
  throw new Problem({
    code: 'usage',
    file,
    what: `No run of this model file is in ${folder}.`,
    remedy: 'Train it first, or name a run.',
  });
}
