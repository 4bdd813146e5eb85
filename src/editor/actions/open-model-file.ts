import { access } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Problem } from '../../record/problem.js';
import { showInFile } from '../notifications.js';
import type { Parts } from '../parts.js';

/** Opens the model file of a run. Throws a Problem where the run cannot be read, or the file is gone. */
export async function openModelFile(
  { library }: Pick<Parts, 'library'>,
  directory: string,
): Promise<void> {
  const { file } = (await library.read(directory)).description.model;
  try {
    await access(file);
  } catch (error) {
    throw new Problem(
      {
        code: 'run',
        file,
        what: vscode.l10n.t('The model file of this run is no longer there.'),
        remedy: vscode.l10n.t('The run keeps a copy of it in its folder “model”.'),
      },
      { cause: error },
    );
  }
  await showInFile(file);
}
