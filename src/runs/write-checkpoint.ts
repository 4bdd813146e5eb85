import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Checkpoint, CheckpointState } from '../record/checkpoint.js';
import { inEnglish } from '../record/retell.js';
import {
  checkpointFiles,
  checkpointSteps,
  placeCheckpoint,
  removeCheckpoint,
} from './checkpoint-folders.js';
import { onDisk } from './disk-problem.js';
import { bestStep, listCheckpoints } from './read-checkpoint.js';
import { runFile } from './run-files.js';
import { encodeSafetensors } from './safetensors.js';

/** The bytes of a checkpoint's files, taken while the tensors were what they should be. */
export interface EncodedCheckpoint {
  readonly state: CheckpointState;
  readonly weights: Uint8Array;
  readonly optimizer: Uint8Array;
}

/** Encodes a checkpoint, what it says in words in English; its tensors may change afterwards. */
export function encodeCheckpoint(
  { state, weights, optimizer }: Checkpoint,
  bytes: CheckpointState['bytes'],
): EncodedCheckpoint {
  const reason = state.finished?.reason ?? null;
  const finished = reason === null ? state.finished : { reason: inEnglish(reason) };
  return {
    state: { ...state, finished, bytes },
    weights: encodeSafetensors(weights),
    optimizer: encodeSafetensors(optimizer),
  };
}

/**
 * Puts a checkpoint into a run, whole and durable, then removes older ones: the best stays, and the last `keepLast`.
 *
 * @throws Problem where it cannot be written; the run then has the checkpoints that it had
 */
export async function writeCheckpoint(
  run: string,
  { state, weights, optimizer }: EncodedCheckpoint,
  keepLast: number,
): Promise<void> {
  const directory = runFile(run, 'checkpoints');
  await onDisk(directory, 'write the checkpoint', () =>
    placeCheckpoint(directory, state.step, async (folder) => {
      const durably = { flag: 'wx', flush: true };
      await writeFile(path.join(folder, checkpointFiles.weights), weights, durably);
      await writeFile(path.join(folder, checkpointFiles.optimizer), optimizer, durably);
      const json = `${JSON.stringify(state, null, 2)}\n`;
      await writeFile(path.join(folder, checkpointFiles.state), json, durably);
    }),
  );
  const best = bestStep((await listCheckpoints({ directory: run })).states);
  await onDisk(directory, 'remove old checkpoints', async () => {
    const steps = await checkpointSteps(directory);
    for (const step of steps.slice(0, -keepLast)) {
      if (step !== best) {
        await removeCheckpoint(directory, step);
      }
    }
  });
}
