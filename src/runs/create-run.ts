import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runDescription, schemaVersion, type RunDescription } from '../record/run.js';
import { stepColumns } from '../record/step.js';
import { replaceFile, syncDirectory } from './disk.js';
import { onDisk } from './disk-problem.js';
import { writeModelCopies, type ModelSource } from './model-copies.js';
import { runDirectoryName, runFile } from './run-files.js';
import { RunLock } from './run-lock.js';
import { RunWriter, type WriterOptions } from './run-writer.js';

/** What a run is, before it has a place: {@link RunDescription} less what `createRun` adds. */
export interface NewRun extends Omit<
  RunDescription,
  'schemaVersion' | 'id' | 'created' | 'stepColumns' | 'model'
> {
  readonly model: {
    /** Absolute path of the model file. */
    readonly file: string;
    /** The model file first, then the files that it imports. */
    readonly sources: readonly ModelSource[];
  };
}

/**
 * Makes a run directory below `runsDirectory` and opens it for writing. `run.json` comes last: a directory without it is
 * no run. Where something fails, what was made is removed.
 *
 * @throws Problem where it cannot be written
 */
export async function createRun(
  runsDirectory: string,
  newRun: NewRun,
  options: WriterOptions = {},
): Promise<RunWriter> {
  const created = Date.now();
  const id = randomBytes(4).toString('hex');
  const name = runDirectoryName(created, newRun.name, id);
  const directory = path.resolve(runsDirectory, name);
  await onDisk(directory, 'make the run directory', async () => {
    await mkdir(path.dirname(directory), { recursive: true });
    await mkdir(directory);
  });
  let lock: RunLock | null = null;
  try {
    lock = await RunLock.acquire(directory);
    const model = await writeModelCopies(directory, newRun.model.sources);
    const description = runDescription.parse({
      ...newRun,
      schemaVersion,
      id,
      created,
      stepColumns: stepColumns(newRun.modalities.map((modality) => modality.name)),
      model: { file: newRun.model.file, ...model },
    });
    await describe(directory, description);
    const start = { step: 0, bytes: { steps: 0, events: 0 } };
    return await RunWriter.open({ directory, description }, lock, start, options);
  } catch (error) {
    await lock?.release();
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

async function describe(directory: string, description: RunDescription): Promise<void> {
  const file = runFile(directory, 'description');
  await onDisk(file, 'describe the run', async () => {
    await mkdir(runFile(directory, 'checkpoints'));
    await writeFile(runFile(directory, 'steps'), '', { flag: 'wx' });
    await writeFile(runFile(directory, 'events'), '', { flag: 'wx' });
    await replaceFile(file, `${JSON.stringify(description, null, 2)}\n`);
    await syncDirectory(directory);
  });
}
