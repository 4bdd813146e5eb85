import * as l10n from '@vscode/l10n';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { errorInWords } from '../record/error-in-words.js';
import { nearestName } from '../record/nearest-name.js';
import type { Problem } from '../record/problem.js';
import { dataProblem } from './data-problem.js';

/** The largest file, and the largest array inside one, that is read: 2 GiB, as much as Node reads at once. */
export const largestSize = 2 ** 31 - 1;

/** Whether `file` is a regular file; false where it is something else or cannot be seen. */
export async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isFile() ?? false;
}

/**
 * All bytes of a file of data.
 *
 * @throws Problem where it is missing (with the nearest name beside it), not a regular file, too large or unreadable
 */
export async function readDataFile(file: string): Promise<Buffer> {
  try {
    const status = await stat(file);
    if (!status.isFile()) {
      throw dataProblem({ file }, l10n.t('This is not a file.'), l10n.t('Name a file.'));
    }
    if (status.size > largestSize) {
      throw dataProblem(
        { file },
        l10n.t('This file is larger than 2 GiB.'),
        l10n.t('Save it in smaller arrays.'),
      );
    }
    return await readFile(file);
  } catch (error) {
    throw isErrno(error) ? await unreadable(file, error) : error;
  }
}

/**
 * What the directory holds, in alphabetical order.
 *
 * @throws Problem where it is missing or unreadable
 */
export async function listDirectory(directory: string): Promise<string[]> {
  try {
    return (await readdir(directory)).sort();
  } catch (error) {
    throw isErrno(error) ? await unreadable(directory, error) : error;
  }
}

/** The {@link Problem} for a file or directory that the system does not let us read. */
async function unreadable(file: string, error: NodeJS.ErrnoException): Promise<Problem> {
  if (error.code !== 'ENOENT') {
    const what = l10n.t('This cannot be read: {0}.', errorInWords(error, file));
    return dataProblem({ file }, what, l10n.t('Make it readable or name another one.'), {
      cause: error,
    });
  }
  const directory = path.dirname(file);
  const siblings = await readdir(directory).catch(() => []);
  const nearest = nearestName(path.basename(file), siblings);
  const remedy =
    nearest === null
      ? l10n.t('Correct the path; it is relative to the model file.')
      : l10n.t('Did you mean {0}, which lies there?', nearest);
  return dataProblem({ file }, l10n.t('There is no such file or directory.'), remedy, {
    cause: error,
  });
}

function isErrno(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
