import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { GateChoice, GateMeasurement } from '../../record/gates.js';
import type { MeasurementChoice } from '../../record/samples.js';
import { onDisk } from '../disk-problem.js';
import { readRun } from '../read-run.js';
import { readGates } from './gate-file.js';
import { listInspections, samplesPath, type InspectionList } from './inspection-files.js';
import { SampleFile } from './sample-file.js';

/** What was measured of runs and kept with them, read when asked for; the file last asked for stays open to questions. */
export class KeptInspections {
  #last: { readonly mark: string; readonly file: SampleFile } | null = null;

  /**
   * What is kept with the run in `directory`.
   *
   * @throws Problem where it cannot be listed
   */
  list(directory: string): Promise<InspectionList> {
    return listInspections({ directory });
  }

  /**
   * The samples of one measurement, read anew once the file has changed.
   *
   * @param directory absolute path of the run directory
   * @throws Problem where there is no such measurement, or it cannot be read
   */
  async samples(directory: string, choice: MeasurementChoice): Promise<SampleFile> {
    const mark = await markOf(path.join(directory, ...samplesPath(choice).split('/')));
    if (this.#last?.mark !== mark) {
      this.#last = { mark, file: await SampleFile.open(await readRun(directory), choice) };
    }
    return this.#last.file;
  }

  /**
   * What was seen of a run's gates.
   *
   * @param directory absolute path of the run directory
   * @throws Problem where there is no such measurement, or it cannot be read
   */
  async gates(directory: string, choice: GateChoice): Promise<GateMeasurement> {
    return readGates(await readRun(directory), choice);
  }
}

/** Tells one state of a file apart from another. */
async function markOf(file: string): Promise<string> {
  const { mtimeMs, size, ino } = await onDisk(file, 'read the inspection', () => stat(file));
  return [file, mtimeMs, size, ino].join('\n');
}
