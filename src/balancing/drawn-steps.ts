import { z } from 'zod';
import { rebalancing, regular } from '../record/mode.js';
import type { Strategy } from './strategy.js';

/**
 * Steps drawn independently of each other after warm-up: modality k is boosted with probability `probabilities[k]`,
 * and what is left of 1 goes to the regular step. One uniform draw a step, none during warm-up; nothing to remember.
 */
export function drawnSteps(probabilities: readonly number[]): Strategy<null> {
  return {
    initial: () => null,
    next: (state, _shown, warmUp, random) => {
      if (warmUp) {
        return { mode: regular, state };
      }
      let left = random.uniform();
      const modality = probabilities.findIndex((probability) => {
        left -= probability;
        return left < 0;
      });
      return { mode: modality === -1 ? regular : rebalancing(modality), state };
    },
    parse: (state) => z.null().parse(state),
  };
}
