import { z } from 'zod';
import { boostedModality } from '../metrics/speed-difference.js';
import { balancingOptions, type BalancingConfiguration } from '../record/balancing.js';
import { resolveOptions } from '../record/resolve-options.js';
import type { Strategy } from './strategy.js';
import { triggeredWindows, type TriggeredState } from './triggered-windows.js';

/** The options of {@link guided} and of antiGuided. */
export interface GuidedOptions {
  /** α: re-balance where |d_speed| exceeds it; at least 0, by default 0.01 (paper). */
  readonly alpha?: number;
  /** Q: re-balancing steps in a window; at least 1, by default 5 (paper). */
  readonly window?: number;
  /** Epochs of regular steps at the start of the run; by default 1 (paper). */
  readonly warmUpEpochs?: number;
}

/** Schema of {@link GuidedOptions}. */
export const guidedOptions = z.strictObject({
  alpha: balancingOptions.alpha.default(0.01),
  window: balancingOptions.window.default(5),
  warmUpEpochs: balancingOptions.warmUpEpochs.default(1),
});

/**
 * For a model file: the paper's guided algorithm, which boosts the modality whose branch takes up the others too fast.
 *
 * @throws Problem `model-file` where an option is out of range or unknown
 */
export function guided(options: GuidedOptions = {}): BalancingConfiguration {
  return { strategy: 'guided', ...resolveOptions(guidedOptions, options, 'balancing') };
}

/** Windows for argmax s_k: for two modalities the paper's signed rule. */
export function guidedStrategy(alpha: number, window: number): Strategy<TriggeredState> {
  return triggeredWindows(alpha, window, boostedModality);
}
