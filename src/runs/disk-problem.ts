import * as l10n from '@vscode/l10n';
import { errorInWords } from '../record/error-in-words.js';
import { Problem } from '../record/problem.js';
import { cannotDo, type DiskWork } from './disk-work.js';

/** The way out of a failed system call, by its code. */
function remedyFor(code: string): string {
  switch (code) {
    case 'ENOSPC':
      return l10n.t(
        'Free some space on that disk, then try again; a training that stopped there can be resumed.',
      );
    case 'EDQUOT':
      return l10n.t(
        'Free some of your disk quota, then try again; a training that stopped there can be resumed.',
      );
    case 'EACCES':
      return l10n.t('Check who may read and write there.');
    case 'EPERM':
      return l10n.t(
        'Check who may read and write there, and whether another program holds it open.',
      );
    case 'EROFS':
      return l10n.t('The disk is read-only: choose another folder for the runs.');
    case 'ENOENT':
      return l10n.t('Check that the path exists and has not been moved or deleted.');
    case 'EEXIST':
      return l10n.t(
        'Something of that name lies there already: choose another folder, or remove it.',
      );
    case 'ENOTDIR':
      return l10n.t('A file lies where a folder is needed: choose another folder.');
    case 'EMFILE':
      return l10n.t('Close other programs, or raise the limit on open files.');
    default:
      return l10n.t('Check the disk, then try again.');
  }
}

/** The code of a failed system call, such as `ENOENT`; null for anything else. */
export function systemErrorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
}

/**
 * The {@link Problem} for a failed system call on `file`.
 *
 * @param doing what was being done
 * @returns `error` itself where it is no failed system call: then it is a defect, or a Problem already
 */
export function diskProblem(error: unknown, file: string, doing: DiskWork): unknown {
  const code = systemErrorCode(error);
  if (code === null || !(error instanceof Error) || !('syscall' in error)) {
    return error;
  }
  return new Problem(
    {
      code: 'run',
      file,
      what: cannotDo(doing, errorInWords(error, file)),
      remedy: remedyFor(code),
    },
    { cause: error },
  );
}

/** Whether `thrown` says that a disk, or a person's share of it, is full: what passes once there is space. */
export function isDiskFull(thrown: unknown): boolean {
  const code = thrown instanceof Problem ? systemErrorCode(thrown.cause) : null;
  return code === 'ENOSPC' || code === 'EDQUOT';
}

/** What `work` gives; a failed system call in it becomes a {@link Problem} that names `file`. */
export async function onDisk<Result>(
  file: string,
  doing: DiskWork,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw diskProblem(error, file, doing);
  }
}

/** What `work` gives, or `fallback` where it fails because there is no such file or folder. */
export async function unlessMissing<Result>(
  fallback: Result,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') {
      return fallback;
    }
    throw error;
  }
}
