import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import { wanted } from './described-option.js';

/** What each option of a balancing strategy has to be. */
export const balancingOptions = {
  /** α: re-balance where |d_speed| exceeds it. */
  alpha: z
    .number()
    .nonnegative()
    .meta(wanted(() => l10n.t('Give a finite number of at least 0.'))),
  /** Q: how many re-balancing steps a window has. */
  window: z
    .int()
    .positive()
    .meta(wanted(() => l10n.t('Give a whole number of steps, at least 1.'))),
  /** Epochs of regular steps at the start of the run. */
  warmUpEpochs: z
    .int()
    .nonnegative()
    .meta(wanted(() => l10n.t('Give a whole number of epochs, at least 0.'))),
  /** Share of re-balancing steps after warm-up. */
  share: z
    .number()
    .min(0)
    .max(1)
    .meta(wanted(() => l10n.t('Give a number from 0 to 1.'))),
  /** How re-balancing steps are divided among the modalities, by name. */
  weights: z
    .record(z.string(), z.number().nonnegative())
    .meta(
      wanted(() =>
        l10n.t(
          'Give an object that gives modalities a weight of at least 0 by name, at least one above 0.',
        ),
      ),
    ),
  /** Name of the modality that is boosted. */
  modality: z.string().meta(wanted(() => l10n.t('Give the name of a modality.'))),
} as const;

const { alpha, window, warmUpEpochs, share, weights, modality } = balancingOptions;

/** Schema of {@link BalancingConfiguration}. */
export const balancingConfiguration = z.discriminatedUnion('strategy', [
  z.object({ strategy: z.literal('vanilla') }),
  z.object({ strategy: z.literal('guided'), alpha, window, warmUpEpochs }),
  z.object({ strategy: z.literal('antiGuided'), alpha, window, warmUpEpochs }),
  z.object({
    strategy: z.literal('random'),
    /** Null: the paper's, M / (M + 1). */
    share: share.nullable(),
    /** Null: evenly. */
    weights: weights.nullable(),
    warmUpEpochs,
  }),
  z.object({ strategy: z.literal('fixed'), modality, share, warmUpEpochs }),
]);
/** The configuration of a balancing strategy, resolved: every option present. */
export type BalancingConfiguration = z.infer<typeof balancingConfiguration>;

/** Name of a balancing strategy. */
export type StrategyName = BalancingConfiguration['strategy'];

/** Guided with some of its options: those left out are the model file's where it is guided too, else the defaults. */
export const guidedAsked = z.object({
  strategy: z.literal('guided'),
  alpha: alpha.exactOptional(),
  window: window.exactOptional(),
  warmUpEpochs: warmUpEpochs.exactOptional(),
});
export type GuidedAsked = z.infer<typeof guidedAsked>;

/** Re-balancing as a person asks for it: a strategy by name, with some of its options, or whole. */
export type BalancingAsked = StrategyName | BalancingConfiguration | GuidedAsked;
