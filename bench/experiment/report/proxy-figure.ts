import { primaryReading, proxyConditions, proxyPairs } from '../analysis/proxy.js';
import type { RunResult } from '../result.js';
import { figure, label, scaleFor, tag } from './svg.js';

const [left, right, top, bottom] = [70, 500, 20, 380];

/** Colours that people who see fewer colours tell apart (Okabe and Ito), one a condition, and a shape beside. */
const colours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#555555'];

/** d_speed against d_util, a mark a run. Empty without runs. */
export function proxyFigure(results: readonly RunResult[]): string {
  const pairs = proxyPairs(results, primaryReading);
  if (pairs.length === 0) {
    return '';
  }
  const across = scaleFor([0, ...pairs.map(({ x }) => x)], left, right);
  const up = scaleFor([0, ...pairs.map(({ y }) => y)], bottom, top);
  return figure(
    720,
    430,
    'd_speed after the last step against d_util on validation, a mark a run',
    [
      ...across.ticks.flatMap((tick) => [
        tag('path', { d: `M${across(tick)} ${top}V${bottom}`, stroke: gridColour(tick) }),
        label(across(tick), bottom + 16, shortNumber(tick), { text_anchor: 'middle' }),
      ]),
      ...up.ticks.flatMap((tick) => [
        tag('path', { d: `M${left} ${up(tick)}H${right}`, stroke: gridColour(tick) }),
        label(left - 8, up(tick) + 4, shortNumber(tick), { text_anchor: 'end' }),
      ]),
      label((left + right) / 2, bottom + 38, 'd_speed after the last step', {
        text_anchor: 'middle',
      }),
      label(0, 0, 'd_util on validation', {
        text_anchor: 'middle',
        transform: `translate(18 ${(top + bottom) / 2}) rotate(-90)`,
      }),
      ...pairs.map(({ condition, x, y }) => mark(condition, across(x), up(y))),
      ...proxyConditions.flatMap((condition, index) => [
        mark(condition, right + 30, top + 20 + 24 * index),
        label(right + 45, top + 24 + 24 * index, condition),
      ]),
    ],
  );
}

function gridColour(tick: number): string {
  return Math.abs(tick) < 1e-9 ? '#8c959f' : '#d8dee4';
}

function shortNumber(value: number): string {
  return String(Number(value.toFixed(3))).replace('-', '−');
}

const shapes = ['M-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z', 'M0-5l5 9h-10z', 'M-4-4h8v8h-8z'];

function mark(condition: string, x: number, y: number): string {
  const index = (proxyConditions as readonly string[]).indexOf(condition);
  return tag('path', {
    d: shapes[index % shapes.length],
    transform: `translate(${x} ${y})`,
    fill: colours[index],
    fill_opacity: 0.75,
  });
}
