import type { RunSnapshot } from '../../src/record/snapshot.js';
import { eventMarks } from './layers/event-marks.js';
import { Looks } from './look.js';
import type { PageContext } from './sections/section.js';
import { shownRuns } from './shown-run.js';

/** What the sections are built from: runs, and what a person has chosen and asked for. */
export function contextOf(
  runs: readonly RunSnapshot[],
  chosen: Pick<PageContext, 'isSmoothed' | 'inspected' | 'unreadable'>,
): PageContext {
  const shown = shownRuns(runs);
  const modalities = shown.flatMap((run) => run.modalities);
  return {
    runs: shown,
    looks: new Looks(modalities, shown.length),
    marks: eventMarks(shown),
    ...chosen,
  };
}
