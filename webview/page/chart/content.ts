import type { Line } from '../../../src/record/snapshot.js';
import type { Look } from '../look.js';
import type { EventMark } from '../layers/event-marks.js';
import type { Layer } from '../layers/layer.js';

/** One curve of a chart. */
export interface Curve {
  readonly label: string;
  readonly look: Look;
  readonly line: Line;
  /** The range around it, drawn as a shade; same x as `line`. */
  readonly range?: {
    readonly low: readonly (number | null)[];
    readonly high: readonly (number | null)[];
  };
}

/** One entry of a chart's key. */
export type ChartKey = Pick<Curve, 'label' | 'look'>;

/** What a chart shows, and how its numbers are written. */
export interface ChartContent {
  /** By which the chart is known again when it has grown; unique on its section. */
  readonly id: string;
  readonly title: string;
  /** What tells its table from that of a chart of the same title on the page. */
  readonly of?: string;
  /** What the vertical axis measures, with its unit. */
  readonly yLabel: string;
  readonly curves: readonly Curve[];
  /** A few sentences below the chart; null for none. */
  readonly note: string | null;
  readonly format: (value: number) => string;
  /** Bounds of the vertical axis. */
  readonly yRange?: readonly [number, number];
  /** Values that the vertical axis reaches to at least. */
  readonly yReach?: readonly [number, number];
  /** The last training step of the horizontal axis, which starts at 0. */
  readonly lastStep: number;
  /** What is drawn behind the curves, the first at the back. */
  readonly layers?: readonly Layer[];
  /** What happened at single steps: marked in the chart, and said in its table. */
  readonly marks: readonly EventMark[];
  /** What the layers look like, beside the curves' own key. */
  readonly keys?: readonly ChartKey[];
  /** More tables than the chart's own, opened by a click. */
  readonly tables?: readonly HTMLElement[];
}
