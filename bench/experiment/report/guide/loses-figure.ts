import type { RunResult } from '../../result.js';
import { rateLabel, withInterval } from '../../../../src/metrics/findings/words.js';
import { label, tag } from '../svg.js';
import { ink, size, themedFigure } from './themed-figure.js';

const [left, right, top] = [110, size.width - 90, 60];
const bar = { height: 28, gap: 8, group: 140 } as const;

/** What each branch gets right on validation, with the other modality and with it cut off; with u and its interval. */
export function losesFigure({ measurements, modalities, seed }: RunResult): string {
  const measured = measurements.find(
    ({ split, recalibrated }) => split === 'validation' && !recalibrated,
  );
  const place = (share: number): number => Number(((right - left) * share).toFixed(1));
  const bars = (measured?.branches ?? []).flatMap(({ accuracy, accuracyCut, rate }, branch) => {
    const own = modalities[branch] ?? '';
    const other = modalities[1 - branch] ?? '';
    const y = top + branch * bar.group;
    const drawn = [
      { name: `A(f)`, of: accuracy, opacity: 1, at: y },
      { name: `A(f′)`, of: accuracyCut, opacity: 0.45, at: y + bar.height + bar.gap },
    ].flatMap(({ name, of, opacity, at }) => {
      const width = place(of.value ?? 0);
      return [
        label(left - 12, at + 19, name, { text_anchor: 'end', fill: ink.muted }),
        tag('rect', {
          ...{ x: left, y: at, width, height: bar.height },
          ...{ fill: branch === 0 ? ink.first : ink.second, fill_opacity: opacity },
        }),
        label(left + width + 10, at + 19, `${(100 * (of.value ?? 0)).toFixed(1)} %`),
      ];
    });
    return [
      label(left, y - 12, own, { font_size: 18 }),
      label(left + 90, y - 12, `${rateLabel(other, own)} = ${withInterval(rate, 'rate')}`),
      ...drawn,
    ];
  });
  return themedFigure('A(f), A(f′), u', [
    ...bars,
    label(left, size.height - 20, `vanilla, seed ${seed}, validation; [ ] 95 %`, {
      fill: ink.muted,
    }),
  ]);
}
