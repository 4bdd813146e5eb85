import type { RunResult } from '../../result.js';
import { rateLabel, withInterval } from '../../../../src/metrics/findings/words.js';
import { label, scaleFor } from '../svg.js';
import { gridLine, ink, lineThrough, size, themedFigure } from './themed-figure.js';

const [left, right, top, bottom] = [60, size.width - 110, 60, size.height - 110];

/** u(second | first) over the epochs without re-balancing and with it, and what both get right on the test split. */
export function mendedFigure(vanilla: RunResult, guided: RunResult): string {
  const runs = [
    { run: vanilla, stroke: ink.text, isDashed: true },
    { run: guided, stroke: ink.run, isDashed: false },
  ].map((each) => ({
    ...each,
    points: each.run.utilization.flatMap(({ epoch, rates: [rate] }) =>
      rate === undefined || rate === null ? [] : [{ epoch, rate }],
    ),
  }));
  const all = runs.flatMap(({ points }) => points);
  const last = Math.max(...all.map(({ epoch }) => epoch));
  const x = (epoch: number): number => Number((left + ((right - left) * epoch) / last).toFixed(1));
  const y = scaleFor([0, ...all.map(({ rate }) => rate)], bottom, top);
  const [own = '', other = ''] = vanilla.modalities;
  return themedFigure(rateLabel(other, own), [
    ...y.ticks.flatMap((tick) => gridLine(y(tick), left, right, tick.toFixed(2))),
    label(left, top - 26, rateLabel(other, own), { font_size: 18 }),
    ...runs.flatMap(({ run, stroke, isDashed, points }, index) => {
      const end = points[points.length - 1] ?? { epoch: last, rate: 0 };
      return [
        lineThrough(
          points.map(({ epoch, rate }) => [x(epoch), y(rate)]),
          stroke,
          isDashed,
        ),
        label(x(end.epoch) + 8, y(end.rate) + 5, `${run.condition} ${end.rate.toFixed(2)}`),
        label(left, bottom + 66 + 24 * index, testAccuracy(run)),
      ];
    }),
    ...[...new Set(all.map(({ epoch }) => epoch))].map((epoch) =>
      label(x(epoch), bottom + 24, String(epoch), { text_anchor: 'middle', fill: ink.muted }),
    ),
    label(left, bottom + 24, 'epoch', { text_anchor: 'middle', fill: ink.muted }),
    label(right + 40, bottom + 66, `seed ${vanilla.seed}`, { fill: ink.muted }),
  ]);
}

function testAccuracy({ measurements, condition }: RunResult): string {
  const measured = measurements.find(
    ({ split, recalibrated }) => split === 'test' && !recalibrated,
  );
  return measured === undefined
    ? ''
    : `${condition}: test ${withInterval(measured.accuracy, 'accuracy')} %`;
}
