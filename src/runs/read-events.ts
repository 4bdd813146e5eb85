import { readFile } from 'node:fs/promises';
import { onDisk, unlessMissing } from './disk-problem.js';
import { parseEventLines, wholeLines, type EventsRead } from './event-lines.js';
import type { Run } from './read-run.js';
import { runFile } from './run-files.js';

/**
 * The events of a run. A line that is still being written is not there yet; a damaged one is left out with a warning
 * that names it. A missing file is one without events.
 *
 * @throws Problem where the file cannot be read
 */
export async function readEvents({ directory }: Run): Promise<EventsRead> {
  const file = runFile(directory, 'events');
  const bytes = await onDisk(file, 'read the events', () =>
    unlessMissing(new Uint8Array(0), () => readFile(file)),
  );
  return parseEventLines(bytes.subarray(0, wholeLines(bytes)), file, 1);
}
