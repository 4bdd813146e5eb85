import type { ChartDataset } from 'chart.js';
import type { Line } from '../../../src/record/snapshot.js';
import { decimate } from '../../../src/series/decimate.js';
import { stretchBetween } from '../../../src/series/stretch.js';
import { thinBand, type RangedCurve } from '../../../src/series/thin-band.js';
import { withAlpha, type Colours } from '../colours.js';
import type { StepRange } from '../zoom.js';
import type { Curve } from './content.js';
import { PointLists, type Point } from './point-lists.js';

/** How many markers a curve shows; one of few points shows each of them. */
const markersPerCurve = 7;
const mostMarkedPoints = 25;

/** How opaque the shade of a range is, alone (ours); of several, lying over one another, each is less. */
const opacity = 0.16;

/** What of curves is to be seen. */
export interface Sight {
  /** Of the chart, px: curves are thinned to what fits. */
  readonly width: number;
  /** The steps that it is zoomed to; null for all. */
  readonly range: StepRange | null;
}

/**
 * What Chart.js draws of curves: of each the shade of its range, if any, the curve itself, and its markers.
 *
 * @param lists that the points are put into, of a chart that was drawn before
 */
export function datasetsOf(
  curves: readonly Curve[],
  colours: Colours,
  sight: Sight,
  lists = new PointLists(),
): ChartDataset<'line', Point[]>[] {
  const shades = curves.filter(({ range }) => range !== undefined).length;
  const shadeOpacity = opacity * Math.min(1, 2 / shades);
  lists.begin();
  return curves.flatMap((curve) => datasetsOfCurve(curve, colours, { sight, shadeOpacity, lists }));
}

function datasetsOfCurve(
  { label, look, ...curve }: Curve,
  colours: Colours,
  {
    sight,
    shadeOpacity,
    lists,
  }: { readonly sight: Sight; readonly shadeOpacity: number; readonly lists: PointLists },
): ChartDataset<'line', Point[]>[] {
  const colour = colours.of(look.colour);
  const drawn = seenOf(curve, sight);
  const isSparse = drawn.x.length <= mostMarkedPoints;
  const isMarked = look.marker !== false;
  const style = {
    borderColor: colour,
    backgroundColor: colour,
    pointStyle: look.marker === false ? 'circle' : look.marker,
    pointBorderWidth: look.marker === 'star' ? 2 : 0,
    clip: 6,
    order: -1,
  } as const;
  const dataset: ChartDataset<'line', Point[]> = {
    ...style,
    label,
    data: lists.next(drawn.x, drawn.y),
    borderWidth: 2,
    borderDash: [...look.dash],
    borderJoinStyle: 'round',
    spanGaps: false,
    pointRadius: isSparse ? (isMarked ? 4 : 2.5) : 0,
    pointHoverRadius: 5,
  };
  const markers: ChartDataset<'line', Point[]> = {
    ...style,
    label: '',
    data: isSparse || !isMarked ? [] : marked(dataset.data),
    showLine: false,
    pointRadius: 4,
    pointHoverRadius: 4,
  };
  const shaded = 'low' in drawn ? shade(drawn, withAlpha(colour, shadeOpacity), lists) : [];
  return [...shaded, dataset, markers];
}

/** The points of a curve that are drawn: those that are in sight, no more than can be told apart. */
function seenOf(
  { line: { x, y }, range }: Pick<Curve, 'line' | 'range'>,
  { width, range: steps }: Sight,
): Line | RangedCurve {
  const stretch = steps === null ? null : stretchBetween(x, steps.first, steps.last);
  const seen = <Value>(values: readonly Value[]): readonly Value[] =>
    stretch === null ? values : values.slice(...stretch);
  return range === undefined
    ? decimate(seen(x), seen(y), 2 * width)
    : thinBand({ x: seen(x), y: seen(y), low: seen(range.low), high: seen(range.high) }, width);
}

/** The points of a curve that carry a marker. A curve whose points are not all alike would be drawn ten times slower. */
function marked(points: readonly Point[]): Point[] {
  const every = Math.ceil(points.length / markersPerCurve);
  return points.filter((_, index) => index % every === 0);
}

function shade(
  { x, low, high }: RangedCurve,
  backgroundColor: string,
  lists: PointLists,
): ChartDataset<'line', Point[]>[] {
  const bare = { pointRadius: 0, pointHitRadius: 0, borderWidth: 0, label: '' };
  const fill = { fill: '-1', backgroundColor };
  return [
    { ...bare, data: lists.next(x, low), fill: false },
    { ...bare, data: lists.next(x, high), ...fill },
  ];
}
