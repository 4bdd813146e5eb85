import type {
  TrainingProgress,
  TrainingSession,
} from '../../../src/editor/sessions/training-session.js';

/** A training in the middle of its run. */
export const sampleProgress: TrainingProgress = {
  step: 120,
  plannedSteps: 992,
  epoch: 2,
  stepDuration: 200,
  timeLeft: 174_400,
  lastStep: 1,
  device: 'CPU',
};

/** A session that trains `/models/a.multimodal.ts` into the run directory `run`. */
export function sampleSession(run: string): TrainingSession {
  return {
    modelFile: '/models/a.multimodal.ts',
    directory: `/models/.modality-lens/runs/${run}`,
    state: 'training',
    progress: sampleProgress,
    balancing: null,
    pending: null,
    waiting: null,
    outcome: null,
  };
}
