import { z } from 'zod';
import { balancingConfiguration } from './balancing.js';
import { gateCourse } from './gates.js';
import { measured } from './measured.js';
import { splitName, utilization } from './utilization.js';

/** Plain accuracies and losses of one set of weights on one set of samples; NaN where they are not finite. */
export const evaluation = z.object({
  split: splitName,
  samples: z.int().nonnegative(),
  /** Accuracy of the model's prediction, 0–1. */
  accuracy: measured,
  /** Sum of the branches' cross-entropies, nats. */
  loss: measured,
  /** Accuracy of each branch's own prediction, in the order of the run. */
  branchAccuracies: z.array(measured),
});
export type Evaluation = z.infer<typeof evaluation>;

/** What a run is doing. The last four are final unless the run is resumed. */
export const runState = z.enum([
  'starting',
  'training',
  'paused',
  'evaluating',
  'finished',
  'stopped',
  'interrupted',
  'failed',
]);
export type RunState = z.infer<typeof runState>;

const happened = {
  /** When, milliseconds since the Unix epoch. */
  time: z.number(),
  /** How many training steps had been taken. */
  step: z.int().nonnegative(),
};

/** The rare things of a run: one line of `events.jsonl` each. */
export const runEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('state'),
    ...happened,
    state: runState,
    /** Why, where there is more to say than the state's name: one sentence. */
    reason: z.string().nullable(),
  }),
  z.object({
    type: z.literal('epoch'),
    ...happened,
    /** The epoch that ended, from 1. */
    epoch: z.int().positive(),
    evaluation: evaluation.nullable(),
  }),
  z.object({ type: z.literal('evaluation'), ...happened, evaluation }),
  z.object({ type: z.literal('utilization'), ...happened, utilization }),
  z.object({ type: z.literal('gates'), ...happened, gates: gateCourse }),
  z.object({ type: z.literal('strategy'), ...happened, balancing: balancingConfiguration }),
  z.object({
    type: z.literal('checkpoint'),
    ...happened,
    /** Whether this is the best validation result so far. */
    best: z.boolean(),
  }),
  z.object({ type: z.literal('warning'), ...happened, message: z.string() }),
]);
export type RunEvent = z.infer<typeof runEvent>;
