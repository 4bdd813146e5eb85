import type { RunResult } from '../../result.js';
import { label, scaleFor, tag } from '../svg.js';
import { gridLine, ink, lineThrough, size, themedFigure } from './themed-figure.js';

const [left, right, top, bottom] = [60, size.width - 30, 50, size.height - 60];

/** α of guided re-balancing, beside which d_speed is read (paper). */
const alpha = 0.01;

/** d_speed at the end of each epoch of a run that was not re-balanced, beside ±α. */
export function dSpeedFigure({ speed, seed }: RunResult): string {
  const points = speed.flatMap(({ epoch, cumulative }) =>
    cumulative === null ? [] : [{ epoch, value: cumulative }],
  );
  const last = Math.max(...points.map(({ epoch }) => epoch));
  const x = (epoch: number): number => left + ((right - left) * (epoch - 1)) / (last - 1);
  const y = scaleFor([-alpha, ...points.map(({ value }) => value)], bottom, top);
  const band = { x: left, width: right - left, y: y(alpha), height: y(-alpha) - y(alpha) };
  return themedFigure('d_speed', [
    ...y.ticks.flatMap((tick) => gridLine(y(tick), left, right, tick.toFixed(1).replace('-', '−'))),
    tag('rect', { ...band, fill: ink.muted, fill_opacity: 0.4 }),
    label(right, y(-alpha) + 18, `±α = ±${alpha}`, { text_anchor: 'end' }),
    lineThrough(
      points.map(({ epoch, value }) => [Number(x(epoch).toFixed(1)), y(value)]),
      ink.text,
    ),
    label(left, top - 22, 'd_speed', { font_size: 18 }),
    ...[1, last].map((epoch) =>
      label(x(epoch), bottom + 40, String(epoch), { text_anchor: 'middle', fill: ink.muted }),
    ),
    label((left + right) / 2, bottom + 40, `epoch (seed ${seed}, vanilla)`, {
      text_anchor: 'middle',
      fill: ink.muted,
    }),
  ]);
}
