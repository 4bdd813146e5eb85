import { meanOf } from '../analysis/over-seeds.js';
import { modelAccuracy } from '../analysis/quantities.js';
import { conditions } from '../conditions.js';
import type { RunResult } from '../result.js';
import { figure, label, scaleFor, tag } from './svg.js';

const [left, right, top, rowHeight] = [150, 690, 30, 30];

/** Test accuracy by condition: a dot a seed, the mean with its interval below. Empty without runs. */
export function accuracyFigure(results: readonly RunResult[]): string {
  const { of } = modelAccuracy('test');
  const rows = conditions
    .map(({ name, part }) => ({
      name,
      values: part === 'claim' ? results.filter(({ condition }) => condition === name).map(of) : [],
    }))
    .map(({ name, values }) => ({ name, values: values.filter((value) => value !== null) }))
    .filter(({ values }) => values.length > 0);
  if (rows.length === 0) {
    return '';
  }
  const scale = scaleFor(
    rows.flatMap(({ values }) => values.map((value) => 100 * value)),
    left,
    right,
  );
  const bottom = top + rows.length * rowHeight;
  return figure(720, bottom + 45, 'Test accuracy by condition, a dot for each seed', [
    ...scale.ticks.flatMap((tick) => [
      tag('path', { d: `M${scale(tick)} ${top}V${bottom}`, stroke: '#d8dee4' }),
      label(scale(tick), bottom + 16, String(Math.round(tick)), { text_anchor: 'middle' }),
    ]),
    label((left + right) / 2, bottom + 36, 'test accuracy of the model, %', {
      text_anchor: 'middle',
    }),
    ...rows.flatMap(({ name, values }, index) => {
      const y = top + (index + 0.5) * rowHeight;
      return [
        label(left - 12, y + 4, name, { text_anchor: 'end' }),
        ...values.map((value) =>
          tag('circle', {
            cx: scale(100 * value),
            cy: y - 4,
            r: 3.5,
            fill: '#0969da',
            fill_opacity: 0.55,
          }),
        ),
        meanMark(results, name, scale, y + 7),
      ];
    }),
  ]);
}

function meanMark(
  results: readonly RunResult[],
  condition: string,
  scale: (value: number) => number,
  y: number,
): string {
  const interval = meanOf(results, condition, modelAccuracy('test'));
  if (interval === null) {
    return '';
  }
  const { mean, low, high } = interval;
  const x = scale(100 * mean);
  const bar = low === null || high === null ? '' : `M${scale(100 * low)} ${y}H${scale(100 * high)}`;
  return tag('path', {
    d: `${bar}M${x} ${y - 4}v8`,
    stroke: '#1b1f24',
    stroke_width: 2,
    fill: 'none',
  });
}
