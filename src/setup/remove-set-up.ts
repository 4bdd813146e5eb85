import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { inUseFile, type SetUpBackend } from '../compute/installed-backends.js';
import { onDisk } from '../runs/disk-problem.js';
import { removeLeftovers } from './leftovers.js';

/**
 * Takes away what was set up for a backend.
 *
 * @returns whether there was anything
 * @throws Problem where a file cannot be removed, as where a training uses it on Windows
 */
export async function removeSetUp(root: string, backend: SetUpBackend): Promise<boolean> {
  const file = inUseFile(root, backend);
  const wasThere = existsSync(file);
  await onDisk(file, 'remove what was set up', () => rm(file, { force: true }));
  await removeLeftovers(root, backend);
  return wasThere;
}
