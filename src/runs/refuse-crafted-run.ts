import * as l10n from '@vscode/l10n';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../record/problem.js';
import { onDisk, systemErrorCode } from './disk-problem.js';

/** The largest `run.json` and `events.jsonl` that are read, bytes: both are read into memory whole. */
const largest = { description: 2 ** 24, events: 2 ** 28 } as const;

/** How deep objects and lists lie in each other in a run's configuration at most. */
const deepest = 64;

/**
 * Throws a Problem where a part of a run is a symbolic link, which could have something outside of the run read. A run may
 * come from anybody.
 */
export async function refuseLinks(directory: string): Promise<void> {
  const entries = await onDisk(directory, 'read the run', () =>
    readdir(directory, { withFileTypes: true }).catch((error: unknown) => {
      // What is no folder, or not there, is told better by who reads the run.
      if (['ENOENT', 'ENOTDIR'].includes(systemErrorCode(error) ?? '')) {
        return [];
      }
      throw error;
    }),
  );
  const link = entries.find((entry) => entry.isSymbolicLink());
  if (link !== undefined) {
    throw crafted(
      path.join(directory, link.name),
      l10n.t('This part of the run is a symbolic link.'),
    );
  }
}

/** For who reads a `file` of a run into memory: throws a Problem where it has more bytes than a run's ever has. */
export function refuseTooLarge(name: keyof typeof largest, file: string): (bytes: number) => void {
  return (bytes) => {
    if (bytes > largest[name]) {
      throw crafted(file, l10n.t('It has {0} bytes, more than a run’s ever has.', bytes));
    }
  };
}

/**
 * Throws a Problem where objects and lists lie in each other so deep that whoever walks through them would fail.
 *
 * @param file `run.json`, for the message
 */
export function refuseDeep(configuration: unknown, file: string): void {
  let level: readonly unknown[] = [configuration];
  let depth = 0;
  while (level.length > 0) {
    if (depth > deepest) {
      throw crafted(file, l10n.t('Its configuration is nested more than {0} deep.', deepest));
    }
    level = level.flatMap((value): unknown[] =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    );
    depth += 1;
  }
}

function crafted(file: string, what: string): Problem {
  return new Problem({
    code: 'run',
    file,
    what,
    remedy: l10n.t(
      'Do not use this run unless you know who wrote it; its files must lie in its folder.',
    ),
  });
}
