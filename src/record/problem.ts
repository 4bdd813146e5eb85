import { z } from 'zod';

/** Everything of a {@link Problem}, as plain data that survives a process boundary. */
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

/**
 * A mistake or failure that a person can act on: what is wrong, where, and the way out.
 *
 * Anything thrown that is not a `Problem` is a defect of Modality Lens and is reported with its stack.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly description: ProblemDescription;

  constructor(description: ProblemDescription, options?: ErrorOptions) {
    super(formatProblem(description), options);
    this.description = description;
  }
}

/** One line for a terminal or a notification: `place: what. remedy`. */
export function formatProblem({ file, line, entry, what, remedy }: ProblemDescription): string {
  const position = [file, line].filter((part) => part !== undefined).join(':');
  const place = [position, entry].filter((part) => part !== undefined && part !== '').join(': ');
  return `${place === '' ? '' : `${place}: `}${what} ${remedy}`;
}

/** The description of anything thrown; what is not a {@link Problem} becomes `internal`, its stack in `what`. */
export function describeProblem(thrown: unknown): ProblemDescription {
  if (thrown instanceof Problem) {
    return thrown.description;
  }
  return {
    code: 'internal',
    what: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown),
    remedy: 'This is a defect of Modality Lens; please report it with this text.',
  };
}
