import type { LineChart } from '../chart.js';

/** A section of the page, and the charts in it that are to be drawn once it is in the document. */
export interface BuiltSection {
  readonly root: HTMLElement;
  readonly charts: readonly LineChart[];
}
