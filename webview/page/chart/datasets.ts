import type { ChartDataset } from 'chart.js';
import { decimate } from '../../../src/series/decimate.js';
import { withAlpha, type Colours } from '../colours.js';
import type { Curve } from './content.js';

/** A point of a chart: training step and value; NaN is a gap. */
export interface Point {
  x: number;
  y: number;
}

/** How many markers a curve shows; one of few points shows each of them. */
const markersPerCurve = 7;
const mostMarkedPoints = 25;

/**
 * What Chart.js draws of a curve: the shade of its range, if any, then the curve itself.
 *
 * @param width of the chart, px: a curve is thinned to what fits
 */
export function datasetsOf(
  { label, look, line, range }: Curve,
  colours: Colours,
  width: number,
): ChartDataset<'line', Point[]>[] {
  const colour = colours.of(look.colour);
  const drawn = range === undefined ? decimate(line.x, line.y, 2 * width) : line;
  const isSparse = drawn.x.length <= mostMarkedPoints;
  const every = isSparse ? 1 : Math.ceil(drawn.x.length / markersPerCurve);
  const radius = look.marker === false ? 2.5 : 4;
  const hasMarker = (index: number) => (isSparse || look.marker !== false) && index % every === 0;
  const curve: ChartDataset<'line', Point[]> = {
    label,
    data: points(drawn.x, drawn.y),
    borderColor: colour,
    backgroundColor: colour,
    borderWidth: 2,
    borderDash: [...look.dash],
    borderJoinStyle: 'round',
    spanGaps: false,
    clip: 6,
    pointStyle: look.marker === false ? 'circle' : look.marker,
    pointRadius: ({ dataIndex }) => (hasMarker(dataIndex) ? radius : 0),
    pointHoverRadius: 5,
    pointBorderWidth: look.marker === 'star' ? 2 : 0,
    order: -1,
  };
  return [...(range === undefined ? [] : shade(line.x, range, colour)), curve];
}

function shade(
  x: readonly number[],
  { low, high }: NonNullable<Curve['range']>,
  colour: string,
): ChartDataset<'line', Point[]>[] {
  const bare = { pointRadius: 0, pointHitRadius: 0, borderWidth: 0, label: '' };
  const fill = { fill: '-1', backgroundColor: withAlpha(colour, 0.16) };
  return [
    { ...bare, data: points(x, low), fill: false },
    { ...bare, data: points(x, high), ...fill },
  ];
}

function points(x: readonly number[], y: readonly (number | null)[]): Point[] {
  return x.map((step, index) => ({ x: step, y: y[index] ?? Number.NaN }));
}
