import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readInstallation, type SetUpBackend } from '../compute/installed-backends.js';
import { onDisk, unlessMissing } from '../runs/disk-problem.js';

/** A folder that is being filled, by name; call `end` once it is in use or given up. */
export interface Reserved {
  readonly name: string;
  end(): Promise<void>;
}

/** What the name of the file ends with that says which process is filling the folder of the same name. */
const marker = '.making';

/** Makes a new folder for an installation below `parent`, which {@link removeLeftovers} leaves alone until it is ended. */
export async function reserveFolder(parent: string): Promise<Reserved> {
  const name = randomUUID();
  const file = path.join(parent, name + marker);
  return onDisk(parent, 'make a folder', async () => {
    await mkdir(parent, { recursive: true });
    await writeFile(file, String(process.pid));
    await mkdir(path.join(parent, name));
    return { name, end: () => rm(file, { force: true }) };
  });
}

/**
 * Removes every folder of a backend that is not in use: what an earlier installation left, or a set-up that was killed.
 * Those that a process is filling are left to it.
 *
 * @throws Problem where one cannot be removed, as where a training uses it on Windows
 */
export async function removeLeftovers(root: string, backend: SetUpBackend): Promise<void> {
  const parent = path.join(root, backend);
  const entries = await unlessMissing([], () => readdir(parent, { withFileTypes: true }));
  for (const { name } of entries.filter((entry) => entry.isDirectory())) {
    const isBusy = await isBeingFilled(path.join(parent, name + marker));
    // Looked at in this order: another process notes what is in use, and then takes its marker away.
    if (!isBusy && name !== readInstallation(root, backend)?.folder) {
      await onDisk(path.join(parent, name), 'remove what is not in use', async () => {
        await rm(path.join(parent, name), { recursive: true, force: true, maxRetries: 3 });
        await rm(path.join(parent, name + marker), { force: true });
      });
    }
  }
}

/** Whether the process that a marker names still runs. */
async function isBeingFilled(file: string): Promise<boolean> {
  const pid = Number(await unlessMissing('', () => readFile(file, 'utf8')));
  if (!Number.isSafeInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
