import { onDisk, unlessMissing } from './disk-problem.js';
import { parseEventLines, wholeLines, type EventsRead } from './event-lines.js';
import type { Run } from './read-run.js';
import { refuseTooLarge } from './refuse-crafted-run.js';
import { runFile } from './run-files.js';
import { readWhole } from './whole-file.js';

/**
 * The events of a run. A line that is still being written is not there yet; a damaged one is left out with a warning
 * that names it. A missing file is one without events.
 *
 * @throws Problem where the file cannot be read, or is larger than a run's ever is
 */
export async function readEvents({ directory }: Run): Promise<EventsRead> {
  const file = runFile(directory, 'events');
  const bytes = await onDisk(file, 'read the events', () =>
    unlessMissing<Uint8Array>(
      new Uint8Array(0),
      async () => (await readWhole(file, refuseTooLarge('events', file))).bytes,
    ),
  );
  return parseEventLines(bytes.subarray(0, wholeLines(bytes)), file, 1);
}
