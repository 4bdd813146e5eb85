import * as l10n from '@vscode/l10n';
import { countInWords } from '../../../src/metrics/findings/words.js';
import type { NullBand } from '../../../src/record/null-band.js';
import type { ChartKey } from '../chart/content.js';
import { withAlpha } from '../colours.js';
import { collapsed, table } from '../element.js';
import type { Look } from '../look.js';
import type { Layer } from './layer.js';

/** How the bounds of the band look: like no curve, by their dots too. */
const look: Look = { colour: '--lens-foreground', dash: [1, 3], marker: false };

/** Rows that the table of a band has at most. */
const mostRows = 20;

/** Shades a null band between its dotted bounds, as far as it reaches. */
export function nullBandShade(band: NullBand): Layer {
  const bounds = definedBounds(band);
  return ({ ctx, x, y, colours }) => {
    const line = (bound: 'low' | 'high') =>
      bounds.map((each) => [x(each.x), y(each[bound])] as const);
    const [low, high] = [line('low'), line('high')];
    const colour = colours.of(look.colour);
    ctx.fillStyle = withAlpha(colour, 0.1);
    trace(ctx, [...low, ...high.toReversed()]);
    ctx.fill();
    ctx.strokeStyle = withAlpha(colour, 0.6);
    ctx.setLineDash([...look.dash]);
    for (const bound of [low, high]) {
      trace(ctx, bound);
      ctx.stroke();
    }
  };
}

/** The band's line in the key of its chart. */
export function nullBandKey({ trainings }: NullBand): ChartKey {
  return { look, label: l10n.t('null band, from {0} trainings', trainings) };
}

/** The band in numbers, opened by a click. */
export function nullBandTable(band: NullBand, format: (value: number) => string): HTMLElement {
  const bounds = definedBounds(band);
  const count = Math.min(mostRows, bounds.length);
  const rows = Array.from({ length: count }, (_, row) => {
    const { x, low, high } =
      bounds[Math.round((row * (bounds.length - 1)) / Math.max(count - 1, 1))];
    return [countInWords(x), format(low), format(high)].map((content) => ({
      content,
      isNumber: true,
    }));
  });
  return collapsed(
    'null band',
    l10n.t('Null band'),
    table(
      l10n.t('{0}: an even choice of steps', l10n.t('Null band of d_speed')),
      [l10n.t('step'), l10n.t('from'), l10n.t('to')],
      rows,
    ),
  );
}

function definedBounds({ x, low, high }: NullBand): { x: number; low: number; high: number }[] {
  return x.flatMap((step, place) => {
    const [lowest, highest] = [low[place], high[place]];
    return lowest === null || highest === null ? [] : [{ x: step, low: lowest, high: highest }];
  });
}

function trace(
  ctx: CanvasRenderingContext2D,
  points: readonly (readonly [number, number])[],
): void {
  ctx.beginPath();
  for (const [left, top] of points) {
    ctx.lineTo(left, top);
  }
}
