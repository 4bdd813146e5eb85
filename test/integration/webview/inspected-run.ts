import type { PageRequest, PageResult } from '../../../src/record/page-message.js';
import { syntheticGateCourse, syntheticGates } from '../../support/synthetic-gates.js';
import { began, syntheticRun } from '../../support/synthetic-run.js';
import { syntheticSamplePage } from '../../support/synthetic-samples.js';

/** What {@link run} is made of. */
export const given = { switched: 250, hasNullBand: true };
/** A run that was switched to guided, with a null band. */
export const run = syntheticRun(given);
/** The run as it is once it has told of its gates. */
export const withGates = {
  ...run,
  events: [
    ...run.events,
    ...[125, 250].map((step) => ({
      ...{ type: 'gates' as const, time: began, step, gates: syntheticGateCourse(step) },
    })),
  ],
};

/** What the host has of inspections that were kept with the run. */
export function inspected({ type }: PageRequest): Promise<PageResult | null> {
  const [step, split] = [500, 'test'] as const;
  const answers: Partial<Record<PageRequest['type'], PageResult>> = {
    listInspections: {
      type: 'inspections',
      samples: [{ step, split, cut: 'mean' }],
      gates: [{ step, split }],
    },
    samples: { type: 'samples', page: syntheticSamplePage('1a2b3c') },
    gates: { type: 'gates', gates: syntheticGates('1a2b3c') },
  };
  return Promise.resolve(answers[type] ?? null);
}
