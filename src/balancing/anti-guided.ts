import { leastBoostedModality } from '../metrics/speed-difference.js';
import type { BalancingConfiguration } from '../record/balancing.js';
import type { GuidedOptions } from './guided.js';
import { resolveOptions } from './options.js';
import type { Strategy } from './strategy.js';
import { triggeredWindows, type TriggeredState } from './triggered-windows.js';

/**
 * For a model file: guided's windows with the wrong modality in them (ours). A control: where it helps as much as
 * guided, it is not the guidance that helps.
 *
 * @throws Problem `model-file` where an option is out of range or unknown
 */
export function antiGuided(options: GuidedOptions = {}): BalancingConfiguration {
  return resolveOptions('antiGuided', { alpha: 0.01, window: 5, warmUpEpochs: 1 }, options);
}

/** Windows for argmin s_k, triggered as guided's are (ours). */
export function antiGuidedStrategy(alpha: number, window: number): Strategy<TriggeredState> {
  return triggeredWindows(alpha, window, leastBoostedModality);
}
