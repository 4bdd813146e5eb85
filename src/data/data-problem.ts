import { Problem, type ProblemDescription } from '../record/problem.js';

/** Where in the data something is wrong, as far as it is known. */
export type DataPlace = Pick<ProblemDescription, 'file' | 'entry'>;

/** A {@link Problem} of code `data`: what is wrong with a file of data, where, and the way out. */
export function dataProblem(
  place: DataPlace,
  what: string,
  remedy: string,
  options?: ErrorOptions,
): Problem {
  return new Problem({ code: 'data', ...place, what, remedy }, options);
}
