import type { InspectionResult } from '../../../src/record/inspection.js';
import type { ProblemDescription } from '../../../src/record/problem-description.js';
import type { ChartBook } from '../chart/chart-book.js';
import type { EventMark } from '../layers/event-marks.js';
import type { Looks } from '../look.js';
import type { ShownRun } from '../shown-run.js';

/** A run's weights, inspected since the page was opened; newest first among those of a run. */
export interface Inspected {
  /** Name of the run directory. */
  readonly directory: string;
  readonly inspection: InspectionResult;
}

/** A run that cannot be read, and why. */
export interface UnreadableRun {
  /** Name of the run directory. */
  readonly directory: string;
  readonly problem: ProblemDescription;
}

/** All that a section is built from. */
export interface PageContext {
  readonly runs: readonly ShownRun[];
  readonly looks: Looks;
  /** What is marked in every chart. */
  readonly marks: readonly EventMark[];
  /** Whether noisy curves are smoothed. */
  readonly isSmoothed: boolean;
  readonly inspected: readonly Inspected[];
  /** Runs that were to be shown beside these and cannot be read. */
  readonly unreadable: readonly UnreadableRun[];
}

/** Builds a section: a pure function of the context, called again whenever that changes. */
export type BuildSection = (context: PageContext, charts: ChartBook) => HTMLElement;
