import type { ChartDataset } from 'chart.js';
import { decimate } from '../../../src/series/decimate.js';
import { withAlpha, type Colours } from '../colours.js';
import type { Curve } from './content.js';
import { PointLists, type Point } from './point-lists.js';

/** How many markers a curve shows; one of few points shows each of them. */
const markersPerCurve = 7;
const mostMarkedPoints = 25;

/** How opaque the shade of a range is, alone (ours); of several, lying over one another, each is less. */
const opacity = 0.16;

/**
 * What Chart.js draws of curves: of each the shade of its range, if any, the curve itself, and its markers.
 *
 * @param width of the chart, px: a curve is thinned to what fits
 * @param lists that the points are put into, of a chart that was drawn before
 */
export function datasetsOf(
  curves: readonly Curve[],
  colours: Colours,
  width: number,
  lists = new PointLists(),
): ChartDataset<'line', Point[]>[] {
  const shades = curves.filter(({ range }) => range !== undefined).length;
  const shadeOpacity = opacity * Math.min(1, 2 / shades);
  lists.begin();
  return curves.flatMap((curve) => datasetsOfCurve(curve, colours, { width, shadeOpacity, lists }));
}

function datasetsOfCurve(
  { label, look, line, range }: Curve,
  colours: Colours,
  {
    width,
    shadeOpacity,
    lists,
  }: { readonly width: number; readonly shadeOpacity: number; readonly lists: PointLists },
): ChartDataset<'line', Point[]>[] {
  const colour = colours.of(look.colour);
  const drawn = range === undefined ? decimate(line.x, line.y, 2 * width) : line;
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
  const curve: ChartDataset<'line', Point[]> = {
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
    data: isSparse || !isMarked ? [] : marked(curve.data),
    showLine: false,
    pointRadius: 4,
    pointHoverRadius: 4,
  };
  const shaded =
    range === undefined ? [] : shade(line.x, range, withAlpha(colour, shadeOpacity), lists);
  return [...shaded, curve, markers];
}

/** The points of a curve that carry a marker. A curve whose points are not all alike would be drawn ten times slower. */
function marked(points: readonly Point[]): Point[] {
  const every = Math.ceil(points.length / markersPerCurve);
  return points.filter((_, index) => index % every === 0);
}

function shade(
  x: readonly number[],
  { low, high }: NonNullable<Curve['range']>,
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
