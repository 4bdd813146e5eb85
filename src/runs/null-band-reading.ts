import { stat } from 'node:fs/promises';
import { nullBandOf } from '../metrics/null-band.js';
import type { NullBand } from '../record/null-band.js';
import { describeProblem, type ProblemDescription } from '../record/problem.js';
import { unlessMissing } from './disk-problem.js';
import { readNullTrainings } from './null-trainings.js';
import type { Run } from './read-run.js';
import { runFile } from './run-files.js';

/** The null band of a run as read. */
export interface NullBandRead {
  /** Null where none was measured, or it cannot be read: a run is shown without it too. */
  readonly band: NullBand | null;
  readonly warnings: readonly ProblemDescription[];
}

/** The null band, as far as it can be read. */
export async function readNullBand(run: Run): Promise<NullBandRead> {
  try {
    const trainings = await readNullTrainings(run);
    const band = trainings && nullBandOf(trainings, run.description.modalities.length);
    return { band, warnings: [] };
  } catch (thrown) {
    return { band: null, warnings: [describeProblem(thrown)] };
  }
}

/** Tells one state of the file that the null band is read from apart from another. */
export async function nullBandMark(directory: string): Promise<string> {
  try {
    return await unlessMissing('', async () => {
      const { mtimeMs, size, ino } = await stat(runFile(directory, 'nullBand'));
      return [mtimeMs, size, ino].join();
    });
  } catch {
    // What cannot be looked at cannot be read either, and reading says why.
    return 'unreadable';
  }
}
