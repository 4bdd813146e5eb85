import * as l10n from '@vscode/l10n';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { extract } from 'tar';
import { Problem } from '../record/problem.js';
import { diskProblem } from '../runs/disk-problem.js';

/** What is unpacked, and how much of it. */
export interface Unpacking {
  /** Path of the tarball, as npm packs it: everything in one folder. */
  readonly tarball: string;
  /** Folder that takes what lies in the tarball's one folder. */
  readonly folder: string;
  /** The most bytes that may be unpacked. */
  readonly most: number;
  /** Which files are unpacked, by their path in the package. */
  readonly keep?: (file: string) => boolean;
  readonly signal: AbortSignal;
}

/** What the tarball says of one of its entries. */
interface Entry {
  readonly type: string;
  readonly size: number;
}

/**
 * Unpacks plain files and folders of a tarball into a folder.
 *
 * @throws Problem `backend` where an entry would leave the folder, is a link or a device, or where there is too much;
 *   the signal's reason where that aborts. What was unpacked until then is left to the caller
 */
export async function unpack({ tarball, folder, most, keep, signal }: Unpacking): Promise<void> {
  let [fault, left] = ['', most];
  const isTaken = (name: string, { type, size }: Entry): boolean => {
    const file = /^[^/]+\/(.*)$/.exec(name)?.[1] ?? '';
    if (type !== 'Directory' && (keep?.(file) ?? true)) {
      left -= size;
      fault ||= left < 0 ? l10n.t('it unpacks to more than {0} bytes', most) : faultOf(name, type);
    }
    return fault === '' && type !== 'Directory' && (keep?.(file) ?? true);
  };
  await mkdir(folder, { recursive: true });
  try {
    await pipeline(
      createReadStream(tarball),
      extract({
        cwd: folder,
        strip: 1,
        strict: true,
        preserveOwner: false,
        filter: (name, entry) => isTaken(name, entry as Entry),
      }),
      { signal },
    );
  } catch (error) {
    signal.throwIfAborted();
    throw fault === '' ? unreadable(error, tarball, folder) : refusal(fault);
  }
  if (fault !== '') {
    throw refusal(fault);
  }
}

/** Why an entry is not unpacked; empty for a plain file that stays in the folder. */
function faultOf(name: string, type: string): string {
  if (type !== 'File' && type !== 'OldFile') {
    return l10n.t('"{0}" is no plain file ({1})', name, type);
  }
  const isInside = !/^[/\\]|^[a-z]:|\\/i.test(name) && !name.split('/').includes('..');
  return isInside && name.includes('/') ? '' : l10n.t('"{0}" would leave the folder', name);
}

function refusal(fault: string): Problem {
  return new Problem({
    code: 'backend',
    what: l10n.t('The package was not unpacked: {0}.', fault),
    remedy: l10n.t('Do not use it; ask who runs the registry where it came from.'),
  });
}

function unreadable(error: unknown, tarball: string, folder: string): unknown {
  const onDisk = diskProblem(error, folder, 'unpack the package');
  return onDisk instanceof Problem
    ? onDisk
    : new Problem(
        {
          code: 'backend',
          file: tarball,
          what: l10n.t(
            'The package cannot be unpacked: {0}.',
            error instanceof Error ? error.message : String(error),
          ),
          remedy: l10n.t('Try again.'),
        },
        { cause: error },
      );
}
