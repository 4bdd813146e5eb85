import { z } from 'zod';
import { rebalancing, regular } from '../record/mode.js';
import { speedDifference } from '../metrics/speed-difference.js';
import type { Shown, Strategy } from './strategy.js';

/** A window in progress: the modality that it boosts and how many of its steps are still to come. */
const windowState = z.object({
  modality: z.int().nonnegative(),
  remaining: z.int().positive(),
});

const triggeredState = windowState.nullable();

/** The window in progress; null outside of one. */
export type TriggeredState = z.infer<typeof triggeredState>;

/** Which modality a window boosts, given s_k per branch; null where that is undefined. */
export type ChooseModality = (speeds: readonly (number | null)[]) => number | null;

/**
 * Windows of re-balancing steps that d_speed triggers (paper, the guided algorithm): where |d_speed| > `alpha` on a
 * regular step after warm-up, the next `window` steps are re-balancing steps for the modality that `choose` names, and
 * then at least one regular step follows. Windows run across epochs; the first step after warm-up is regular.
 */
export function triggeredWindows(
  alpha: number,
  window: number,
  choose: ChooseModality,
): Strategy<TriggeredState> {
  return {
    initial: () => null,
    next: (state, shown, warmUp) => {
      if (warmUp) {
        return { mode: regular, state: null };
      }
      const modality = state?.modality ?? triggered(shown, alpha, choose);
      if (modality === null) {
        return { mode: regular, state: null };
      }
      const remaining = (state?.remaining ?? window) - 1;
      return {
        mode: rebalancing(modality),
        state: remaining === 0 ? null : { modality, remaining },
      };
    },
    parse: (state) => triggeredState.parse(state),
  };
}

/** The modality that the step just taken calls for, or null where it calls for none. */
function triggered(shown: Shown | null, alpha: number, choose: ChooseModality): number | null {
  if (shown === null || shown.warmUp || shown.mode.kind !== 'regular') {
    return null;
  }
  const difference = speedDifference(shown.speeds);
  return difference !== null && Math.abs(difference) > alpha ? choose(shown.speeds) : null;
}
