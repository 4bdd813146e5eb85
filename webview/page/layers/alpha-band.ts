import { withAlpha } from '../colours.js';
import type { Layer } from './layer.js';

/** The lines ±α, and a shade between them. */
export function alphaBand(alpha: number): Layer {
  return ({ ctx, area, y, colours }) => {
    const [top, bottom] = [y(alpha), y(-alpha)];
    const colour = colours.of('--lens-foreground');
    const width = area.right - area.left;
    ctx.fillStyle = withAlpha(colour, 0.1);
    ctx.fillRect(area.left, top, width, Math.max(1, bottom - top));
    ctx.fillStyle = withAlpha(colour, 0.45);
    ctx.fillRect(area.left, top, width, 1);
    ctx.fillRect(area.left, bottom, width, 1);
  };
}
