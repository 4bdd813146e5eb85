import * as l10n from '@vscode/l10n';
import { access } from 'node:fs/promises';
import { nullTrainings, type NullTrainings } from '../record/null-band.js';
import { replaceFile } from './disk.js';
import { onDisk, unlessMissing } from './disk-problem.js';
import { readJsonFile } from './json-file.js';
import type { Run } from './read-run.js';
import { runFile } from './run-files.js';

function remedy(): string {
  return l10n.t('Delete the file, and measure the null band again (inspect --null).');
}

/**
 * The trainings that the null band of a run rests on; null where none were made.
 *
 * @throws Problem where the file is damaged or cannot be read
 */
export async function readNullTrainings({ directory }: Run): Promise<NullTrainings | null> {
  const file = runFile(directory, 'nullBand');
  const exists = await onDisk(file, 'read the null band', () =>
    unlessMissing(false, async () => {
      await access(file);
      return true;
    }),
  );
  return exists ? readJsonFile(file, nullTrainings, remedy()) : null;
}

/**
 * Keeps the trainings with the run, in place of any before. Nothing else of the run is touched, so that it may be written
 * by its training meanwhile.
 *
 * @throws Problem where they cannot be written
 */
export async function writeNullTrainings(
  { directory }: Run,
  trainings: NullTrainings,
): Promise<void> {
  const file = runFile(directory, 'nullBand');
  await onDisk(file, 'keep the null band', () =>
    replaceFile(file, `${JSON.stringify(trainings)}\n`),
  );
}
