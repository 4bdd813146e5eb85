import type { DamagedRun, KnownRun } from '../runs/known-run.js';
import { isSamePath } from '../runs/same-path.js';

/**
 * The run that a model file is judged by: the newest of it that nobody writes any more and that trained every modality. A
 * training that goes on has no say yet, and a reference run on one modality says nothing of the others.
 *
 * @param runs newest first
 */
export function judgedRun(
  runs: readonly (KnownRun | DamagedRun)[],
  modelFile: string,
): KnownRun | null {
  const own = runs.find(
    (run) =>
      run.kind === 'run' &&
      run.status.writer === null &&
      run.description.modalities.length > 1 &&
      isSamePath(run.description.model.file, modelFile),
  );
  return own?.kind === 'run' ? own : null;
}
