import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { renamePatiently, syncDirectory } from './disk.js';
import { unlessMissing } from './disk-problem.js';

/** Names of the files of a checkpoint. */
export const checkpointFiles = {
  weights: 'weights.safetensors',
  optimizer: 'optimizer.safetensors',
  state: 'state.json',
} as const;

/** Folder name of the checkpoint at `step`: its digits, at least nine. */
export function checkpointName(step: number): string {
  return String(step).padStart(9, '0');
}

/** Names of folders that are no checkpoint yet, no longer, or put aside for a newer one of the same step. */
const prefix = { made: '.made-', removed: '.removed-', replaced: '.replaced-' } as const;

/**
 * The folders of the checkpoints in `directory` by step, ascending; none where it does not exist. A checkpoint that was
 * put aside for a newer one stands for its step until that one is in place.
 */
export async function checkpointFolders(directory: string): Promise<Map<number, string>> {
  const names = await folders(directory);
  const found = names.flatMap((name): [number, string][] => {
    const aside = name.startsWith(prefix.replaced);
    const digits = aside ? name.slice(prefix.replaced.length) : name;
    const stands = !aside || !names.includes(digits);
    return stands && /^\d{9,15}$/.test(digits) ? [[Number(digits), name]] : [];
  });
  return new Map(found.sort(([one], [other]) => one - other));
}

/** The steps that have a checkpoint in `directory`, ascending; none where it does not exist. */
export async function checkpointSteps(directory: string): Promise<number[]> {
  return [...(await checkpointFolders(directory)).keys()];
}

/**
 * Puts the checkpoint of `step` in place whole: `write` fills a folder of another name, which is then made durable and
 * renamed. A process that ends at any moment leaves whole checkpoints only.
 *
 * @param write writes the files, each made durable, into the folder that it is given
 */
export async function placeCheckpoint(
  directory: string,
  step: number,
  write: (folder: string) => Promise<void>,
): Promise<void> {
  await mkdir(directory, { recursive: true });
  try {
    const made = path.join(directory, `${prefix.made}${randomUUID()}`);
    await mkdir(made);
    await write(made);
    await syncDirectory(made);
    await replaceFolder(directory, checkpointName(step), made);
  } catch (error) {
    // Give a full disk its space back; if even that fails, the next writer does it, and the first failure is the cause.
    await cleanCheckpoints(directory).catch(() => undefined);
    throw error;
  }
}

/** Renames the folder `made` to `name`; one that is there already goes only when the new one is in place. */
async function replaceFolder(directory: string, name: string, made: string): Promise<void> {
  const place = path.join(directory, name);
  const replaced = path.join(directory, `${prefix.replaced}${name}`);
  const replaces = (await folders(directory)).includes(name);
  if (replaces) {
    await renamePatiently(place, replaced);
  }
  await renamePatiently(made, place);
  await syncDirectory(directory);
  if (replaces) {
    await rm(replaced, { recursive: true, maxRetries: 3 });
  }
}

/** Removes the checkpoint of `step`; it is gone as a whole first, so that half of one is never seen. */
export async function removeCheckpoint(directory: string, step: number): Promise<void> {
  const removed = path.join(directory, `${prefix.removed}${randomUUID()}`);
  await renamePatiently(path.join(directory, checkpointName(step)), removed);
  await rm(removed, { recursive: true, maxRetries: 3 });
}

/**
 * Clears away what a writer that was ended in the middle has left. A checkpoint that had been put aside for a newer one
 * that did not come is put back.
 */
export async function cleanCheckpoints(directory: string): Promise<void> {
  const names = await folders(directory);
  for (const name of names) {
    const step = name.startsWith(prefix.replaced) ? name.slice(prefix.replaced.length) : null;
    if (step !== null && !names.includes(step)) {
      await renamePatiently(path.join(directory, name), path.join(directory, step));
    } else if (Object.values(prefix).some((start) => name.startsWith(start))) {
      await rm(path.join(directory, name), { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

async function folders(directory: string): Promise<string[]> {
  const entries = await unlessMissing([], () => readdir(directory, { withFileTypes: true }));
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
