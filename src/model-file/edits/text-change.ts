import type { Stretch } from '../find-definition.js';

/** A stretch of a text, and what stands there instead. */
export interface TextChange extends Stretch {
  readonly text: string;
}

/** `text` with `changes`, which do not overlap, made to it. */
export function changedText(text: string, changes: readonly TextChange[]): string {
  return changes
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (changed, { start, end, text: inserted }) =>
        changed.slice(0, start) + inserted + changed.slice(end),
      text,
    );
}
