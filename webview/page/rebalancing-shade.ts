import type { Plugin } from 'chart.js';
import type { ModeShares } from '../../src/record/snapshot.js';
import { withAlpha } from './chart.js';
import { resolvedColour, type Look } from './look.js';

/** The re-balancing steps of one run, and how its modalities look. */
export interface RebalancingSteps {
  readonly modes: ModeShares;
  readonly looks: readonly Look[];
}

const laneHeight = 10;

/**
 * Shades the steps that re-balance a modality in its colour, and marks them in a lane of their own along the top, one
 * lane a modality from the first down: the lane tells modalities apart where the colour does not. A bucket of which only
 * a part re-balanced is lighter.
 */
export function rebalancingShade({ modes, looks }: RebalancingSteps): Plugin<'line'> {
  return {
    id: 'rebalancing-shade',
    beforeDatasetsDraw({ ctx, chartArea, scales, canvas }) {
      const parent = canvas.parentElement;
      const x = scales.x;
      if (parent === null || x === undefined) {
        return;
      }
      ctx.save();
      looks.forEach((look, modality) => {
        const colour = resolvedColour(look.colour, parent);
        const lane = chartArea.top + modality * (laneHeight + 2);
        modes.shares[modality]?.forEach((share, bucket) => {
          if (share > 0) {
            const from = x.getPixelForValue(modes.first[bucket] - 0.5);
            const width = Math.max(1, x.getPixelForValue(modes.last[bucket] + 0.5) - from);
            ctx.fillStyle = withAlpha(colour, 0.14 * share);
            ctx.fillRect(from, chartArea.top, width, chartArea.bottom - chartArea.top);
            ctx.fillStyle = withAlpha(colour, 0.3 + 0.7 * share);
            ctx.fillRect(from, lane, width, laneHeight);
          }
        });
      });
      ctx.restore();
    },
  };
}

/** Draws the lines ±α and shades what lies between them. */
export function alphaBand(alpha: number): Plugin<'line'> {
  return {
    id: 'alpha-band',
    beforeDatasetsDraw({ ctx, chartArea, scales, canvas }) {
      const parent = canvas.parentElement;
      const y = scales.y;
      if (parent === null || y === undefined) {
        return;
      }
      const clamp = (pixel: number) => Math.min(chartArea.bottom, Math.max(chartArea.top, pixel));
      const [top, bottom] = [clamp(y.getPixelForValue(alpha)), clamp(y.getPixelForValue(-alpha))];
      const colour = resolvedColour('--foreground', parent);
      const width = chartArea.right - chartArea.left;
      ctx.save();
      ctx.fillStyle = withAlpha(colour, 0.1);
      ctx.fillRect(chartArea.left, top, width, Math.max(1, bottom - top));
      ctx.fillStyle = withAlpha(colour, 0.45);
      ctx.fillRect(chartArea.left, top, width, 1);
      ctx.fillRect(chartArea.left, bottom, width, 1);
      ctx.restore();
    },
  };
}
