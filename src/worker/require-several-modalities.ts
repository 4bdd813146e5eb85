import { Problem } from '../record/problem.js';
import type { Run } from '../runs/read-run.js';

/** @throws Problem `usage` where `run` trained one modality alone, which has no other to do without */
export function requireSeveralModalities({ directory, description }: Run): void {
  if (description.modalities.length < 2) {
    throw new Problem({
      code: 'usage',
      file: directory,
      what: 'This run trained one modality alone: there is no other to cut off.',
      remedy: 'Inspect a run of the whole network.',
    });
  }
}
