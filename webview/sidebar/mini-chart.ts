import { svg } from '../page/svg.js';
import type { Line } from '../../src/record/snapshot.js';
import { decimate } from '../../src/series/decimate.js';

/** Size of a drawing in its own units; it is stretched to the width that there is. */
const size = { width: 200, height: 44 };

/** What a small chart shows. */
export interface MiniChart {
  /** What it shows, in words, with its last, least and greatest value. */
  readonly label: string;
  readonly line: Line;
  /** Half the height of a band around 0, and its bounds' lines; null for none. */
  readonly band: number | null;
}

/** A curve without axes: its course at a glance. The numbers stand beside it. */
export function miniChart({ label, line, band }: MiniChart): SVGElement {
  const drawing = svg('svg', {
    viewBox: `0 0 ${size.width} ${size.height}`,
    preserveAspectRatio: 'none',
    role: 'img',
    'aria-label': label,
    class: 'mini-chart',
  });
  const { x, y } = decimate(line.x, line.y, size.width);
  const values = [...y.filter((value) => value !== null), ...(band === null ? [] : [band, -band])];
  if (values.length === 0) {
    return drawing;
  }
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const [first, last] = [x[0] ?? 0, x.at(-1) ?? 1];
  const left = (step: number) => (size.width * (step - first)) / Math.max(last - first, 1);
  const top = (value: number) =>
    2 + ((size.height - 4) * (high - value)) / Math.max(high - low, Number.MIN_VALUE);
  if (band !== null) {
    drawing.append(
      svg('rect', {
        class: 'band',
        x: 0,
        width: size.width,
        y: top(band),
        height: Math.max(1, top(-band) - top(band)),
      }),
    );
  }
  drawing.append(svg('path', { class: 'curve', d: path(x.map(left), y, top) }));
  return drawing;
}

/** A path through the points, interrupted where a value is missing. */
function path(
  x: readonly number[],
  y: readonly (number | null)[],
  top: (value: number) => number,
): string {
  let isGap = true;
  return x
    .flatMap((left, place) => {
      const value = y[place];
      if (value === null) {
        isGap = true;
        return [];
      }
      const move = isGap ? 'M' : 'L';
      isGap = false;
      return [`${move}${left.toFixed(1)} ${top(value).toFixed(1)}`];
    })
    .join('');
}
