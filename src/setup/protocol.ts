import { z } from 'zod';
import { installation } from '../compute/installed-backends.js';
import { problemDescription } from '../record/problem-description.js';
import { setUpProgress } from './progress.js';

/** What a host says after its request to give it up. */
export const giveUpMessage = 'give up';

/** What the child that sets a backend up tells its host: how far it is, and once how it ended. */
export const setUpMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('progress'), progress: setUpProgress }),
  z.object({ type: z.literal('done'), installation }),
  z.object({ type: z.literal('failed'), problem: problemDescription }),
]);
export type SetUpMessage = z.infer<typeof setUpMessage>;
