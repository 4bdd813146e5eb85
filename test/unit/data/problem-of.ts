import { Problem, type ProblemDescription } from '../../../src/record/problem.js';

/** The description of the Problem that `work` fails with; anything else fails the test. */
export async function problemOf(work: () => unknown): Promise<ProblemDescription> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Problem) {
      return error.description;
    }
    throw error;
  }
  throw new Error('It did not fail.');
}

/** Runs `work`, in which nothing but a Problem may be thrown; says whether one was. */
export function failsOnlyWithProblem(work: () => unknown): boolean {
  try {
    work();
    return false;
  } catch (error) {
    if (error instanceof Problem) {
      return true;
    }
    throw error;
  }
}
