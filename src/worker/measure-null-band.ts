import type { NullTrainings } from '../record/null-band.js';
import type { BackendName } from '../record/run.js';
import { readNullTrainings, writeNullTrainings } from '../runs/null-trainings.js';
import { readRun } from '../runs/read-run.js';
import type { TrainingProcess } from './client.js';

/** Whose null band is measured, and from how many trainings. */
export interface NullBandRequest {
  /** Absolute path of the run directory. */
  readonly run: string;
  /** How many trainings. */
  readonly trainings: number;
  /** How many steps each; null: the run's warm-up and the epoch after it. */
  readonly steps: number | null;
  readonly backend: BackendName | null;
}

/**
 * Follows trainings in which there is nothing to learn, one after the other in `child`, and keeps each with the run as
 * soon as it is there. Those that the run has already count, unless they are of another length or from another backend.
 *
 * @param onBegin told of each training before it begins, by its index
 * @throws Problem where the run has no null band, something of it is missing, damaged or changed, or it cannot be written
 */
export async function measureNullBand(
  child: TrainingProcess,
  { run: directory, trainings: wanted, steps, backend }: NullBandRequest,
  onBegin: (index: number) => void,
): Promise<NullTrainings> {
  const run = await readRun(directory);
  const length = steps && Math.min(steps, run.description.plannedSteps);
  let kept = fitting(await readNullTrainings(run), length, backend);
  while (kept === null || kept.trainings.length < wanted) {
    const index: number = kept?.trainings.length ?? 0;
    onBegin(index);
    const { device, ...followed } = await child.followNullTraining({
      run: directory,
      index,
      steps: kept?.steps.at(-1) ?? length,
      backend: kept?.device.backend ?? backend,
    });
    const { seed, speedDifferences } = followed;
    kept = {
      schemaVersion: 1,
      steps: followed.steps,
      device,
      trainings: [...(kept?.trainings ?? []), { seed, speedDifferences }],
    };
    await writeNullTrainings(run, kept);
  }
  return kept;
}

/** `kept`, unless a length or a backend is asked for that it does not have. */
function fitting(
  kept: NullTrainings | null,
  length: number | null,
  backend: BackendName | null,
): NullTrainings | null {
  const fits =
    kept !== null &&
    (length === null || kept.steps.at(-1) === length) &&
    (backend === null || kept.device.backend === backend);
  return fits ? kept : null;
}
