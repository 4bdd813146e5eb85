import { Problem } from './problem.js';

/**
 * A mistake in what a model file says: a {@link Problem} of code `model-file`.
 *
 * @param entry where in the model file, such as `modalities.gray.stages[2]`
 * @param what one sentence
 * @param remedy one sentence
 * @param cause what was caught, if anything
 */
export function modelFileProblem(
  entry: string,
  what: string,
  remedy: string,
  cause?: unknown,
): Problem {
  return new Problem({ code: 'model-file', entry, what, remedy }, { cause });
}
