import { Problem, type ProblemDescription } from '../../src/record/problem.js';

/** The description of the Problem that `action` throws; anything else fails the test. */
export function problemOf(action: () => unknown): ProblemDescription {
  try {
    action();
  } catch (thrown) {
    return descriptionOf(thrown);
  }
  throw new Error('Nothing was thrown.');
}

/** The description of the Problem that `action` throws or rejects with; anything else fails the test. */
export async function asyncProblemOf(action: () => unknown): Promise<ProblemDescription> {
  try {
    await action();
  } catch (thrown) {
    return descriptionOf(thrown);
  }
  throw new Error('Nothing was thrown.');
}

/** Whether `action` throws; anything that it throws and that is no Problem fails the test. */
export function throwsProblem(action: () => unknown): boolean {
  try {
    action();
    return false;
  } catch (thrown) {
    descriptionOf(thrown);
    return true;
  }
}

function descriptionOf(thrown: unknown): ProblemDescription {
  if (thrown instanceof Problem) {
    return thrown.description;
  }
  throw thrown;
}
