import type { ProblemDescription } from '../../record/problem.js';

/** Where a problem is shown, and what is said there. */
export interface ShownProblem {
  /** Absolute path of the file. */
  readonly file: string;
  /** Line in it, from 0. */
  readonly line: number;
  readonly message: string;
}

/** What people write, and an editor shows. */
const written = /\.([cm]?[jt]s|json)$/i;

/** Kinds of problems whose cause is not in what a model file says or reads. */
const elsewhere: ReadonlySet<ProblemDescription['code']> = new Set(['run', 'backend', 'usage']);

/**
 * Where the problem of a model file stands: in the file at fault where that is one that people write, else on the first
 * line of the model file. Null where no change of a file could mend it.
 */
export function whereProblemStands(
  modelFile: string,
  { code, file, line, entry, what, remedy }: ProblemDescription,
): ShownProblem | null {
  if (elsewhere.has(code)) {
    return null;
  }
  const isWritten = file !== undefined && written.test(file);
  const place = [isWritten ? undefined : file, entry].filter((part) => part !== undefined);
  const message = `${what}\n${remedy}`;
  return {
    file: isWritten ? file : modelFile,
    line: isWritten && line !== undefined ? line - 1 : 0,
    message: place.length === 0 ? message : `${place.join(': ')}: ${message}`,
  };
}

/** Where the text of line `line` begins and ends, without the space around it; the nearest line that there is. */
export function lineStretch(
  text: string,
  line: number,
): { readonly line: number; readonly start: number; readonly end: number } {
  const lines = text.split(/\r\n?|\n/);
  const nearest = Math.min(line, lines.length - 1);
  const found = lines[nearest] ?? '';
  const start = found.length - found.trimStart().length;
  return { line: nearest, start, end: Math.max(start, found.trimEnd().length) };
}
