import { withAlpha } from '../colours.js';
import type { Layer } from './layer.js';

/** An α, and how many steps had been taken when it came into force. */
export interface AlphaStretch {
  readonly from: number;
  readonly alpha: number;
}

/** The lines ±α, and a shade between them, each α from where it came into force. */
export function alphaBand(stretches: readonly AlphaStretch[]): Layer {
  return ({ ctx, area, x, y, colours }) => {
    const colour = colours.of('--lens-foreground');
    stretches.forEach(({ from, alpha }, place) => {
      const next = stretches[place + 1];
      const left = place === 0 ? area.left : x(from);
      const width = (next === undefined ? area.right : x(next.from)) - left;
      const [top, bottom] = [y(alpha), y(-alpha)];
      ctx.fillStyle = withAlpha(colour, 0.1);
      ctx.fillRect(left, top, width, Math.max(1, bottom - top));
      ctx.fillStyle = withAlpha(colour, 0.45);
      ctx.fillRect(left, top, width, 1);
      ctx.fillRect(left, bottom, width, 1);
    });
  };
}
