import { z } from 'zod';
import { balancingOptions, type BalancingConfiguration } from '../record/balancing.js';
import { resolveOptions } from '../record/resolve-options.js';
import { drawnSteps } from './drawn-steps.js';
import { modalityIndex } from './modality-index.js';
import type { Strategy } from './strategy.js';

/** The options of {@link fixed}. */
export interface FixedOptions {
  /** Name of the modality that is boosted. */
  readonly modality: string;
  /** Share of re-balancing steps after warm-up, 0–1. */
  readonly share: number;
  /** Epochs of regular steps at the start of the run; by default 1. */
  readonly warmUpEpochs?: number;
}

const schema = z.strictObject({
  modality: balancingOptions.modality,
  share: balancingOptions.share,
  warmUpEpochs: balancingOptions.warmUpEpochs.default(1),
});

/**
 * For a model file: boosts one modality in a given share of the steps, whatever the speeds say (ours, a control).
 *
 * @throws Problem `model-file` where an option is missing, out of range or unknown
 */
export function fixed(options: FixedOptions): BalancingConfiguration {
  return { strategy: 'fixed', ...resolveOptions(schema, options, 'balancing') };
}

/**
 * Draws each step after warm-up: `modality` is boosted with probability `share` (ours).
 *
 * @throws Problem `model-file` where there is no modality of that name
 */
export function fixedStrategy(
  modality: string,
  share: number,
  modalityNames: readonly string[],
): Strategy<null> {
  const boosted = modalityIndex(modality, modalityNames, 'balancing.modality');
  return drawnSteps(modalityNames.map((_, index) => (index === boosted ? share : 0)));
}
