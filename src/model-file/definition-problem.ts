import { Problem } from '../record/problem.js';

/** A mistake in what a model file defines, at `entry` of the `defineMultimodal({ … })` call. */
export function definitionProblem(entry: string, what: string, remedy: string): Problem {
  return new Problem({ code: 'model-file', entry, what, remedy });
}
