import { leastBoostedModality } from '../metrics/speed-difference.js';
import type { BalancingConfiguration } from '../record/balancing.js';
import { resolveOptions } from '../record/resolve-options.js';
import { guidedOptions, type GuidedOptions } from './guided.js';
import type { Strategy } from './strategy.js';
import { triggeredWindows, type TriggeredState } from './triggered-windows.js';

/**
 * For a model file: guided's windows with the wrong modality in them (ours). A control: where it helps as much as
 * guided, it is not the guidance that helps.
 *
 * @throws Problem `model-file` where an option is out of range or unknown
 */
export function antiGuided(options: GuidedOptions = {}): BalancingConfiguration {
  return { strategy: 'antiGuided', ...resolveOptions(guidedOptions, options, 'balancing') };
}

/** Windows for argmin s_k, triggered as guided's are (ours). */
export function antiGuidedStrategy(alpha: number, window: number): Strategy<TriggeredState> {
  return triggeredWindows(alpha, window, leastBoostedModality);
}
