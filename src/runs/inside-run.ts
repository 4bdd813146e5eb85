import * as l10n from '@vscode/l10n';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../record/problem.js';
import { onDisk, systemErrorCode } from './disk-problem.js';

/**
 * Absolute path of a file that a run names, after checking that it is one and lies in the run directory itself.
 *
 * @param directory the run directory
 * @param relative as the run says it: below the run directory, with forward slashes
 * @throws Problem where the path is absolute, climbs out, passes through a symbolic link, or is no file
 */
export async function fileInsideRun(directory: string, relative: string): Promise<string> {
  const segments = relative.split('/');
  const unsafe = segments.some(
    (segment) => segment === '' || segment === '.' || segment === '..' || /[\\:\0]/.test(segment),
  );
  if (unsafe) {
    throw outside(
      directory,
      relative,
      l10n.t('This path of the run is not a plain path below the run directory.'),
    );
  }
  let file = directory;
  for (const [index, segment] of segments.entries()) {
    file = path.join(file, segment);
    const entry = await onDisk(file, 'read the run', () => lstat(file)).catch((thrown: unknown) => {
      throw missingOr(file, thrown);
    });
    const last = index === segments.length - 1;
    if (entry.isSymbolicLink()) {
      throw outside(
        directory,
        relative,
        l10n.t('This path of the run is, or lies behind, a symbolic link.'),
      );
    }
    if (last ? !entry.isFile() : !entry.isDirectory()) {
      throw outside(
        directory,
        relative,
        last
          ? l10n.t('This path of the run is not a file.')
          : l10n.t('This path of the run does not lie in a folder.'),
      );
    }
  }
  return file;
}

/** The problem of a part of the run that is gone; `thrown` itself where that is not what it says. */
function missingOr(file: string, thrown: unknown): unknown {
  return thrown instanceof Problem && systemErrorCode(thrown.cause) === 'ENOENT'
    ? new Problem(
        {
          code: 'run',
          file,
          what: l10n.t('This part of the run is missing: it was deleted, or never copied.'),
          remedy: l10n.t(
            'Restore it if you have a copy of the run; without it this cannot be done.',
          ),
        },
        { cause: thrown.cause },
      )
    : thrown;
}

function outside(directory: string, relative: string, what: string): Problem {
  return new Problem({
    code: 'run',
    file: directory,
    entry: relative,
    what,
    remedy: l10n.t(
      'Do not use this run unless you know who wrote it; its files must lie in its folder.',
    ),
  });
}
