import { open } from 'node:fs/promises';
import { onDisk, unlessMissing } from './disk-problem.js';
import { readFully } from './disk.js';
import type { Run } from './read-run.js';
import { runFile } from './run-files.js';
import { checkedSteps, stepLayout, type StepsRead } from './step-table.js';

/**
 * The steps of a run, by their place in the file: records `from` (from 0) up to, not including, `to`. A record that is
 * still being written is not there yet. A missing file is one without steps.
 *
 * @throws Problem where the file cannot be read
 */
export async function readSteps(run: Run, from = 0, to = Infinity): Promise<StepsRead> {
  const layout = stepLayout(run.description, runFile(run.directory, 'description'));
  const file = runFile(run.directory, 'steps');
  const values = await onDisk(file, 'read the steps', () =>
    unlessMissing(new Float64Array(0), () => readRecords(file, layout.width, from, to)),
  );
  return checkedSteps(layout, values, from, file);
}

async function readRecords(
  file: string,
  width: number,
  from: number,
  to: number,
): Promise<Float64Array> {
  const handle = await open(file, 'r');
  try {
    const recordBytes = width * Float64Array.BYTES_PER_ELEMENT;
    const { size } = await handle.stat();
    const end = Math.min(to, Math.floor(size / recordBytes));
    const values = new Float64Array(Math.max(0, end - from) * width);
    const bytes = new Uint8Array(values.buffer);
    const read = await readFully(handle, bytes, from * recordBytes);
    return values.subarray(0, Math.floor(read / recordBytes) * width);
  } finally {
    await handle.close();
  }
}
