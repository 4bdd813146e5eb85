import type { Chart, Plugin } from 'chart.js';
import type { Colours } from '../colours.js';
import { eventLines } from '../layers/event-marks.js';
import { drawLayers } from '../layers/layer.js';
import type { ChartContent } from './content.js';

/** Draws what lies behind the curves of a chart: its layers, and what is marked in it. */
export function layersPlugin(content: () => ChartContent, colours: Colours): Plugin<'line'> {
  return {
    id: 'layers',
    beforeDatasetsDraw: ({ ctx, chartArea, scales: { x, y } }: Chart) => {
      const { layers = [], marks } = content();
      drawLayers([...layers, eventLines(marks)], {
        ...{ ctx, area: chartArea, colours },
        x: (step) => x.getPixelForValue(step),
        y: (value) => y.getPixelForValue(value),
      });
    },
  };
}
