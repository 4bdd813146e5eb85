import { Colours } from '../colours.js';
import { element } from '../element.js';
import { ChartExporter } from '../export/chart-exporter.js';
import { Zoom } from '../zoom.js';
import type { Curve } from './content.js';
import { LineChart } from './line-chart.js';

const points = 500;

/** Draws a chart that nobody sees: the first one of a page takes several times as long as any after it. */
export function warmUpCharts(root: HTMLElement): void {
  const colours = new Colours();
  const zoom = new Zoom();
  const exporter = new ChartExporter(colours, zoom, () => undefined);
  const x = Array.from({ length: points }, (_, step) => step);
  const y = x.map(Math.sin);
  const look = { colour: '--lens-foreground', dash: [], marker: 'circle' } as const;
  const curves: Curve[] = [
    { label: 'band', look, line: { x, y }, range: { low: y, high: y } },
    { label: 'line', look, line: { x, y } },
  ];
  const chart = new LineChart(
    {
      ...{ id: 'warm-up', title: '', yLabel: '', note: null, lastStep: points },
      ...{ curves, marks: [], format: String },
    },
    colours,
    zoom,
    exporter,
  );
  const place = element('div', { className: 'warm-up' }, chart.root);
  place.inert = true;
  root.append(place);
  chart.draw();
  chart.draw();
  chart.dispose();
  place.remove();
}
