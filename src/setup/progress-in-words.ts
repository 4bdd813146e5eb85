import * as l10n from '@vscode/l10n';
import type { SetUpProgress } from './progress.js';

/** One line that says what a set-up is doing. */
export function progressInWords(progress: SetUpProgress): string {
  switch (progress.stage) {
    case 'downloading':
      return progress.total === null
        ? l10n.t('Downloading {0}: {1} MB', progress.what, megabytes(progress.received))
        : l10n.t(
            'Downloading {0}: {1} of {2} MB',
            progress.what,
            megabytes(progress.received),
            megabytes(progress.total),
          );
    case 'unpacking':
      return l10n.t('Unpacking {0}', progress.what);
    case 'running':
      return progress.line === ''
        ? l10n.t('Running {0}', progress.program)
        : l10n.t('Running {0}: {1}', progress.program, progress.line);
    case 'trying':
      return l10n.t('Training a tiny network on it');
  }
}

/** Bytes as megabytes, for people. */
export function megabytes(bytes: number): string {
  const size = bytes / 1e6;
  return size.toFixed(size < 10 ? 1 : 0);
}
