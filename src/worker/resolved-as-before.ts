import type { MultimodalDefinition } from '../model-file/define-multimodal.js';
import type { ResolvedDefinition } from '../model-file/resolve-definition.js';
import type { RunDescription } from '../record/run.js';
import { batchesPerEpoch } from '../training/planned-steps.js';

/** How a run was trained: its own length, seed and balancing in place of the model file's. */
export function resolvedAsBefore(
  { training }: MultimodalDefinition,
  { plannedSteps, samples, seed, balancing }: RunDescription,
): ResolvedDefinition {
  const epochs = Math.ceil(plannedSteps / batchesPerEpoch(training, samples.train));
  return { training: { ...training, epochs, maxSteps: plannedSteps, seed }, balancing };
}
