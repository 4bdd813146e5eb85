import * as l10n from '@vscode/l10n';
import { access } from 'node:fs/promises';
import type { ProblemDescription } from '../record/problem.js';
import { unlessMissing } from './disk-problem.js';
import type { Run } from './read-run.js';
import { runFile, runFiles } from './run-files.js';

/**
 * Which of the files that every run has from its beginning are gone: a run that was half deleted, or half copied, reads
 * like one that has not begun.
 *
 * @throws the failed system call where it cannot be told
 */
export async function missingParts({ directory }: Run): Promise<ProblemDescription[]> {
  const parts = await Promise.all(
    (['steps', 'events'] as const).map(async (name) => {
      const file = runFile(directory, name);
      const isThere = await unlessMissing(false, () => access(file).then(() => true));
      return isThere ? [] : [missing(file, runFiles[name])];
    }),
  );
  return parts.flat();
}

function missing(file: string, name: string): ProblemDescription {
  return {
    code: 'run',
    file,
    what: l10n.t('This run has no {0}: a part of it was deleted, or never copied.', name),
    remedy: l10n.t('Restore the file if you have a copy; what it told is not shown.'),
  };
}
