import { Chart } from 'chart.js';
import type { ChartContent } from '../chart/content.js';
import { datasetsOf } from '../chart/datasets.js';
import { layersPlugin } from '../chart/layers-plugin.js';
import { optionsOf } from '../chart/options.js';
import type { Colours } from '../colours.js';
import type { StepRange } from '../zoom.js';
import { drawKeys, placedKeys } from './drawn-keys.js';

/** Size of the chart in the picture, and what is around it, px before scaling. */
const size = { width: 960, height: 420, margin: 24, title: 64 };
/** Pixels of the picture for one of the page. */
const scale = 2;

/** What a picture of a chart is made of. */
export interface PictureOptions {
  readonly content: ChartContent;
  readonly colours: Colours;
  /** The steps that are shown; null for all. */
  readonly range: StepRange | null;
  /** Below the title: what the chart is of. */
  readonly source: string;
}

/** A chart as a PNG of its own: with its title, its key and a background, in the colours of the page, at twice its size. */
export async function chartPicture({
  content,
  colours,
  range,
  source,
}: PictureOptions): Promise<Blob> {
  const { width, margin } = size;
  const keys = placedKeys([...content.curves, ...(content.keys ?? [])], width);
  const top = size.title + keys.height + 12;
  const canvas = document.createElement('canvas');
  canvas.width = scale * (width + 2 * margin);
  canvas.height = scale * (top + size.height + margin);
  const ctx = canvas.getContext('2d');
  if (ctx === null) {
    throw new Error('This browser draws no pictures.');
  }
  ctx.scale(scale, scale);
  ctx.fillStyle = colours.of('--lens-background');
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = colours.of('--lens-foreground');
  ctx.font = '600 20px system-ui, sans-serif';
  ctx.fillText(content.title, margin, 34, width);
  ctx.fillStyle = colours.of('--lens-muted');
  ctx.font = '13px system-ui, sans-serif';
  ctx.fillText(source, margin, 54, width);
  drawKeys(ctx, keys, { left: margin, top: size.title }, colours);
  const plot = plotOf({ content, colours, range, source });
  ctx.drawImage(plot, margin, top, width, size.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob === null) {
        reject(new Error('The picture could not be made.'));
      } else {
        resolve(blob);
      }
    }, 'image/png');
  });
}

/** The chart itself, on a canvas that is on no page. */
function plotOf({ content, colours, range }: PictureOptions): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const options = optionsOf({ content, colours, range, onZoom: () => undefined });
  const chart = new Chart(canvas, {
    type: 'line',
    data: { datasets: datasetsOf(content.curves, colours, { width: size.width, range }) },
    options: { ...options, responsive: false, devicePixelRatio: scale, events: [] },
    plugins: [layersPlugin(() => content, colours)],
  });
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  copy.getContext('2d')?.drawImage(canvas, 0, 0);
  chart.destroy();
  return copy;
}
