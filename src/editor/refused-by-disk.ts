import { errorInWords } from '../record/error-in-words.js';
import { Problem, type ProblemDescription } from '../record/problem.js';

/**
 * What `work` on files gives; where the file system refuses, a Problem.
 *
 * @param describe says what cannot be done, with the reason that was given, and the way out
 */
export async function unlessRefused<Result>(
  work: () => Thenable<Result>,
  describe: (reason: string) => ProblemDescription,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw new Problem(describe(errorInWords(error)), { cause: error });
  }
}
