import type { Colours } from '../colours.js';

/** Where a layer draws: the chart's context, its area in pixels, and the places of steps and values in it. */
export interface Drawing {
  readonly ctx: CanvasRenderingContext2D;
  readonly area: {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  /** Pixel of a training step, and of a value; may lie outside the area. */
  readonly x: (step: number) => number;
  readonly y: (value: number) => number;
  readonly colours: Colours;
}

/** Something drawn behind the curves of a chart; the context is clipped to its area, and restored afterwards. */
export type Layer = (drawing: Drawing) => void;

/** Draws `layers`, the first at the back. */
export function drawLayers(layers: readonly Layer[], drawing: Drawing): void {
  const { ctx, area } = drawing;
  for (const layer of layers) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
    ctx.clip();
    layer(drawing);
    ctx.restore();
  }
}
