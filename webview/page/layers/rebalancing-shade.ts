import type { ModeShares } from '../../../src/record/snapshot.js';
import { withAlpha } from '../colours.js';
import type { Look } from '../look.js';
import type { Layer } from './layer.js';

const laneHeight = 10;

/**
 * Shades the steps that re-balance a modality in its colour, and marks them in a lane of their own along the top, one
 * lane a modality from the first down: the lane tells modalities apart where the colour does not. A bucket of which only
 * a part re-balanced is lighter.
 *
 * @param looks one a modality
 */
export function rebalancingShade(modes: ModeShares, looks: readonly Look[]): Layer {
  return ({ ctx, area, x, colours }) => {
    looks.forEach((look, modality) => {
      const colour = colours.of(look.colour);
      const lane = area.top + modality * (laneHeight + 2);
      modes.shares[modality]?.forEach((share, bucket) => {
        if (share > 0) {
          const from = x(modes.first[bucket] - 0.5);
          const width = Math.max(1, x(modes.last[bucket] + 0.5) - from);
          ctx.fillStyle = withAlpha(colour, 0.14 * share);
          ctx.fillRect(from, area.top, width, area.bottom - area.top);
          ctx.fillStyle = withAlpha(colour, 0.3 + 0.7 * share);
          ctx.fillRect(from, lane, width, laneHeight);
        }
      });
    });
  };
}
