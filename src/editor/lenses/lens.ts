import type { Stretch } from '../../model-file/find-definition.js';

/** A code lens: a line of text above the line where `stretch` begins, for a click. */
export interface Lens {
  readonly stretch: Stretch;
  readonly title: string;
  /** What stands in more words, or with intervals, when the pointer rests on it. */
  readonly tooltip: string;
  /** Name of the command that a click runs, and what it is given. */
  readonly command: string;
  readonly arguments: readonly unknown[];
}
