import type { RunResult } from '../../result.js';
import { rateLabel, withInterval } from '../../../../src/metrics/findings/words.js';
import { label, tag } from '../svg.js';
import { ink, size, themedFigure } from './themed-figure.js';

const [left, right, top] = [60, size.width - 80, 50];
const bar = { height: 28, gap: 8, group: 130 } as const;

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
      label(16, y - 14, own, { font_size: 18 }),
      label(size.width - 12, y - 14, `${rateLabel(other, own)} = ${withInterval(rate, 'rate')}`, {
        text_anchor: 'end',
      }),
      ...drawn,
    ];
  });
  return themedFigure('A(f), A(f′), u', [
    ...bars,
    label(16, size.height - 16, `vanilla, seed ${seed}, validation; [ ] 95 %`, {
      fill: ink.muted,
    }),
  ]);
}
