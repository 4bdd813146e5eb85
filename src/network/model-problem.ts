import { Problem } from '../record/problem.js';

/**
 * A mistake in what a model file says about the network.
 *
 * @param entry where, such as `modalities.gray.stages[2]`
 * @param what one sentence
 * @param remedy one sentence
 * @param cause what was caught, if anything
 */
export function modelProblem(
  entry: string,
  what: string,
  remedy: string,
  cause?: unknown,
): Problem {
  return new Problem({ code: 'model-file', entry, what, remedy }, { cause });
}
