import * as l10n from '@vscode/l10n';
import { stat } from 'node:fs/promises';
import { gateMeasurement, type GateChoice, type GateMeasurement } from '../../record/gates.js';
import { Problem } from '../../record/problem.js';
import { onDisk } from '../disk-problem.js';
import { fileInsideRun } from '../inside-run.js';
import { readJsonFile } from '../json-file.js';
import type { Run } from '../read-run.js';
import { gatesPath, keepInspection } from './inspection-files.js';

/** The longest file of gates that is read, bytes: that of some ten thousand channels. */
const longestFile = 2 ** 24;

function remedy(): string {
  return l10n.t('Delete the file, and look at the gates again (inspect --gates).');
}

/** Keeps with the run what its gates do. Throws a Problem where it cannot be written. */
export function writeGates(run: Run, measurement: GateMeasurement): Promise<void> {
  return keepInspection(run, gatesPath(measurement), `${JSON.stringify(measurement)}\n`);
}

/**
 * What was seen of a run's gates.
 *
 * @throws Problem where there is no such measurement, it is damaged, too long, or of another run
 */
export async function readGates(run: Run, choice: GateChoice): Promise<GateMeasurement> {
  const file = await fileInsideRun(run.directory, gatesPath(choice));
  const { size } = await onDisk(file, 'read the gates', () => stat(file));
  if (size > longestFile) {
    throw refused(
      file,
      l10n.t(
        'The file of gates has {0} bytes, more than the {1} that are read.',
        size,
        longestFile,
      ),
    );
  }
  const measurement = await readJsonFile(file, gateMeasurement, remedy());
  const { id, modalities } = run.description;
  const isOfRun =
    measurement.run === id &&
    measurement.modalities.length === modalities.length &&
    measurement.modalities.every((name, index) => name === modalities[index].name) &&
    measurement.modules.every((module) => module.length === modalities.length) &&
    [...measurement.frozen, ...measurement.modules.flat(2).flatMap(({ others }) => others)].every(
      (each) => ('branch' in each ? each.branch : each.modality) < modalities.length,
    );
  if (!isOfRun) {
    throw refused(file, l10n.t('These gates are those of another run.'));
  }
  return measurement;
}

function refused(file: string, what: string): Problem {
  return new Problem({ code: 'run', file, what, remedy: remedy() });
}
