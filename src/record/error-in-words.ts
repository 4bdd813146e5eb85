import * as l10n from '@vscode/l10n';

/**
 * What went wrong, for a place in a sentence: a failed system call of the common kinds in the language spoken, with the
 * path that it failed at and its code, by which it is found elsewhere; anything else in its own words, which are English
 * as a rule.
 *
 * @param file path to name where the error names none
 */
export function errorInWords(error: unknown, file?: string): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const { code = '', path = file }: Error & { readonly code?: unknown; readonly path?: string } =
    error;
  return (typeof code === 'string' ? inWords(code, path) : null) ?? error.message;
}

function inWords(code: string, path: string | undefined): string | null {
  if (code === 'EPIPE') {
    return l10n.t('the other end is closed (EPIPE)');
  }
  return path === undefined ? null : ofPath(code, path);
}

function ofPath(code: string, path: string): string | null {
  switch (code) {
    case 'EACCES':
      return l10n.t('permission denied: {0} (EACCES)', path);
    case 'EBUSY':
      return l10n.t('in use by another program: {0} (EBUSY)', path);
    case 'EDQUOT':
      return l10n.t('disk quota exceeded: {0} (EDQUOT)', path);
    case 'EEXIST':
      return l10n.t('something of that name is there already: {0} (EEXIST)', path);
    case 'EISDIR':
      return l10n.t('a folder, not a file: {0} (EISDIR)', path);
    case 'EMFILE':
      return l10n.t('too many open files: {0} (EMFILE)', path);
    case 'ENOENT':
      return l10n.t('no such file or folder: {0} (ENOENT)', path);
    case 'ENOSPC':
      return l10n.t('no space left on the disk: {0} (ENOSPC)', path);
    case 'ENOTDIR':
      return l10n.t('not a folder: {0} (ENOTDIR)', path);
    case 'EPERM':
      return l10n.t('operation not permitted: {0} (EPERM)', path);
    case 'EROFS':
      return l10n.t('the disk is read-only: {0} (EROFS)', path);
    default:
      return null;
  }
}
