import { z } from 'zod';

/** Everything of a Problem, as plain data that survives a process boundary. */
export const problemDescription = z.object({
  /** What kind of mistake or failure this is; stable, for tests and for the editor. */
  code: z.enum([
    'model-file',
    'data',
    'run',
    'weights',
    'backend',
    'training',
    'usage',
    'internal',
  ]),
  /** What is wrong, in one sentence. */
  what: z.string(),
  /** What the person can do about it, in one sentence. */
  remedy: z.string(),
  /** Path of the file at fault, where it is known. */
  file: z.string().exactOptional(),
  /** Line in that file, from 1, where it is known. */
  line: z.int().positive().exactOptional(),
  /** Entry of the file or option at fault, such as `fusion.after[1]` or `images.npy`. */
  entry: z.string().exactOptional(),
});
export type ProblemDescription = z.infer<typeof problemDescription>;
