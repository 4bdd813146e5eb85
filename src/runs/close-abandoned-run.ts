import { readFile, stat } from 'node:fs/promises';
import type { RunState } from '../record/event.js';
import { onDisk } from './disk-problem.js';
import { wholeLines } from './event-lines.js';
import { readRun, type Run } from './read-run.js';
import { readSteps } from './read-steps.js';
import { runFile } from './run-files.js';
import { RunLock } from './run-lock.js';
import { RunWriter, type WriterPosition } from './run-writer.js';

/**
 * Ends a run whose writer was ended before it could say how: adds the final state, with the reason. Steps and events that
 * the writer had not finished are cut off; its checkpoints stay.
 *
 * @throws Problem where somebody writes the run, or it cannot be read or written; it is then as it was
 */
export async function closeAbandonedRun(
  directory: string,
  state: RunState,
  reason: string,
): Promise<void> {
  const run = await readRun(directory);
  const lock = await RunLock.acquire(run.directory);
  let writer: RunWriter;
  try {
    writer = await RunWriter.open(run, lock, await endOf(run), {});
  } catch (error) {
    await lock.release();
    throw error;
  }
  await writer.close(state, reason);
}

/** Where the whole records and lines of a run end. */
async function endOf(run: Run): Promise<WriterPosition> {
  const [stepsFile, eventsFile] = [
    runFile(run.directory, 'steps'),
    runFile(run.directory, 'events'),
  ];
  const { size } = await onDisk(stepsFile, 'read the steps', () => stat(stepsFile));
  const recordBytes = run.description.stepColumns.length * Float64Array.BYTES_PER_ELEMENT;
  const records = Math.floor(size / recordBytes);
  const { steps } = await readSteps(run, records - 1, records);
  const events = await onDisk(eventsFile, 'read the events', () => readFile(eventsFile));
  return {
    step: steps.length === 0 ? records : steps.at(0).step,
    bytes: { steps: records * recordBytes, events: wholeLines(events) },
  };
}
