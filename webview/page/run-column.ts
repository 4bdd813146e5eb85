import { element } from './element.js';
import { keyed } from './patch.js';
import type { ShownRun } from './shown-run.js';

/**
 * What a section says of one run, in a column of its own: known again by its run when the section is built anew, and with
 * its name above where there are several.
 *
 * @param runCount how many runs the section has
 */
export function runColumn(
  { snapshot, name }: ShownRun,
  runCount: number,
  ...content: readonly (Node | null)[]
): HTMLElement {
  const heading = runCount > 1 ? element('h3', {}, name) : null;
  const column = element('div', { className: 'column' }, heading, ...content);
  return keyed(`run ${snapshot.directory}`, column);
}
