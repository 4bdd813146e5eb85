import * as l10n from '@vscode/l10n';
import type { ProblemDescription } from './problem-description.js';

export type { ProblemDescription };

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
    remedy: l10n.t('This is a defect of Modality Lens; please report it with this text.'),
  };
}
