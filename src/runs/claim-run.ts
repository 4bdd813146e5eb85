import * as l10n from '@vscode/l10n';
import { stat } from 'node:fs/promises';
import type { CheckpointState } from '../record/checkpoint.js';
import { Problem } from '../record/problem.js';
import { stepColumns } from '../record/step.js';
import { checkpointSteps, cleanCheckpoints, removeCheckpoint } from './checkpoint-folders.js';
import { onDisk } from './disk-problem.js';
import { readCheckpoint, type StoredCheckpoint } from './read-checkpoint.js';
import type { CheckpointChoice } from '../record/inspection.js';
import { readRun, type Run } from './read-run.js';
import { runFile } from './run-files.js';
import { RunLock } from './run-lock.js';
import { RunWriter, type WriterOptions } from './run-writer.js';

/**
 * A run that is this process's to write, and the checkpoint from which to go on. It is still as it was, so that all that
 * can be wrong with going on is found before anything of it is cut off.
 */
export interface ClaimedRun {
  readonly run: Run;
  readonly checkpoint: StoredCheckpoint;
  /**
   * Opens the run for writing: steps and events after the checkpoint are cut off, later checkpoints removed. The claim
   * is the writer's from then on.
   *
   * @throws Problem where the disk does not let it; the run is then free again
   */
  open(options?: WriterOptions): Promise<RunWriter>;
  /** Lets the run go as it is. */
  release(): Promise<void>;
}

/**
 * Claims a run, a dead writer's too, to go on from one of its checkpoints; what a writer that was ended in the middle has
 * left is cleared away.
 *
 * @throws Problem where somebody writes the run, there is no such checkpoint, or the run is damaged; the run is then as
 * it was
 */
export async function claimRun(
  directory: string,
  choice: CheckpointChoice = 'last',
): Promise<ClaimedRun> {
  const run = await readRun(directory);
  checkColumns(run);
  const lock = await RunLock.acquire(run.directory);
  try {
    const checkpoints = runFile(run.directory, 'checkpoints');
    await onDisk(checkpoints, 'clean the checkpoints', () => cleanCheckpoints(checkpoints));
    const checkpoint = await readCheckpoint(run, choice);
    await checkLengths(run, checkpoint.state.bytes);
    return {
      ...{ run, checkpoint },
      open: (options = {}) => openAt(run, lock, checkpoint.state, options),
      release: () => lock.release(),
    };
  } catch (error) {
    await lock.release();
    throw error;
  }
}

async function openAt(
  run: Run,
  lock: RunLock,
  state: CheckpointState,
  options: WriterOptions,
): Promise<RunWriter> {
  try {
    // Before the files are cut: no checkpoint ever speaks of more than there is.
    await removeAfter(runFile(run.directory, 'checkpoints'), state.step);
    return await RunWriter.open(run, lock, state, options);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

function checkColumns({ directory, description }: Run): void {
  const own = stepColumns(description.modalities.map(({ name }) => name));
  if (own.join('\n') !== description.stepColumns.join('\n')) {
    throw new Problem({
      code: 'run',
      file: runFile(directory, 'description'),
      entry: 'stepColumns',
      what: l10n.t('Another program wrote this run, with other columns than Modality Lens writes.'),
      remedy: l10n.t('Resume it with that program, or train anew.'),
    });
  }
}

async function checkLengths(
  { directory, description }: Run,
  bytes: StoredCheckpoint['state']['bytes'],
): Promise<void> {
  for (const name of ['steps', 'events'] as const) {
    const file = runFile(directory, name);
    const { size } = await onDisk(file, 'read the run', () => stat(file));
    const recordBytes =
      name === 'steps' ? description.stepColumns.length * Float64Array.BYTES_PER_ELEMENT : 1;
    if (size < bytes[name] || bytes[name] % recordBytes !== 0) {
      throw new Problem({
        code: 'run',
        file,
        what: l10n.t(
          'It has {0} bytes, which does not fit the {1} that the checkpoint speaks of.',
          size,
          bytes[name],
        ),
        remedy: l10n.t('Resume from an earlier checkpoint, or train anew.'),
      });
    }
  }
}

async function removeAfter(checkpoints: string, step: number): Promise<void> {
  await onDisk(checkpoints, 'remove later checkpoints', async () => {
    for (const later of await checkpointSteps(checkpoints)) {
      if (later > step) {
        await removeCheckpoint(checkpoints, later);
      }
    }
  });
}
