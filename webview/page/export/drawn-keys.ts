import type { ChartKey } from '../chart/content.js';
import type { Colours } from '../colours.js';

/** Sizes of a key's line of text, px. */
const row = { height: 22, sample: 34, gap: 7, between: 18 };
const font = '13px system-ui, sans-serif';

/** Keys with their places. */
interface PlacedKeys {
  readonly keys: readonly { readonly key: ChartKey; readonly x: number; readonly y: number }[];
  /** Of all rows, px. */
  readonly height: number;
}

/** Sets keys one behind the other, in as many rows as they need. */
export function placedKeys(keys: readonly ChartKey[], width: number): PlacedKeys {
  const ctx = document.createElement('canvas').getContext('2d');
  let [x, y] = [0, 0];
  const placed = keys.map((key) => {
    if (ctx !== null) {
      ctx.font = font;
    }
    const own = row.sample + row.gap + (ctx?.measureText(key.label).width ?? 0);
    if (x > 0 && x + own > width) {
      x = 0;
      y += row.height;
    }
    const place = { key, x, y };
    x += own + row.between;
    return place;
  });
  return { keys: placed, height: y + row.height };
}

/** Draws keys: a piece of each curve as it looks in the chart, and its name. */
export function drawKeys(
  ctx: CanvasRenderingContext2D,
  { keys }: PlacedKeys,
  at: { readonly left: number; readonly top: number },
  colours: Colours,
): void {
  for (const { key, x, y } of keys) {
    const [left, middle] = [at.left + x, at.top + y + row.height / 2];
    const colour = colours.of(key.look.colour);
    ctx.strokeStyle = colour;
    ctx.fillStyle = colour;
    ctx.lineWidth = 2;
    ctx.setLineDash([...key.look.dash]);
    ctx.beginPath();
    ctx.moveTo(left, middle);
    ctx.lineTo(left + row.sample, middle);
    ctx.stroke();
    ctx.setLineDash([]);
    drawMarker(ctx, key.look.marker, left + row.sample / 2, middle);
    ctx.fillStyle = colours.of('--lens-foreground');
    ctx.font = font;
    ctx.textBaseline = 'middle';
    ctx.fillText(key.label, left + row.sample + row.gap, middle);
  }
}

function drawMarker(
  ctx: CanvasRenderingContext2D,
  marker: ChartKey['look']['marker'],
  x: number,
  y: number,
): void {
  if (marker === false) {
    return;
  }
  const path = new Path2D();
  switch (marker) {
    case 'circle':
      path.arc(x, y, 4, 0, 2 * Math.PI);
      break;
    case 'triangle':
      path.addPath(new Path2D(`M${x} ${y - 5} l5 9 h-10 z`));
      break;
    case 'rect':
      path.rect(x - 4, y - 4, 8, 8);
      break;
    case 'rectRot':
      path.addPath(new Path2D(`M${x} ${y - 5} l5 5 l-5 5 l-5 -5 z`));
      break;
    case 'star':
      ctx.stroke(
        new Path2D(
          `M${x - 5} ${y} h10 M${x} ${y - 5} v10 M${x - 4} ${y - 4} l8 8 M${x + 4} ${y - 4} l-8 8`,
        ),
      );
      break;
  }
  ctx.fill(path);
}
