import { z } from 'zod';

/** The configuration of a balancing strategy, resolved: every option present. */
export const balancingConfiguration = z.discriminatedUnion('strategy', [
  z.object({ strategy: z.literal('vanilla') }),
  z.object({
    strategy: z.literal('guided'),
    /** α: re-balance where |d_speed| exceeds it. */
    alpha: z.number().nonnegative(),
    /** Q: how many re-balancing steps a window has. */
    window: z.int().positive(),
    /** Epochs of regular steps at the start of the run. */
    warmUpEpochs: z.int().nonnegative(),
  }),
  z.object({
    strategy: z.literal('antiGuided'),
    alpha: z.number().nonnegative(),
    window: z.int().positive(),
    warmUpEpochs: z.int().nonnegative(),
  }),
  z.object({
    strategy: z.literal('random'),
    /** Share of re-balancing steps after warm-up, 0–1; the paper's is M / (M + 1) (null: that one). */
    share: z.number().min(0).max(1).nullable(),
    /** How re-balancing steps are divided among the modalities, by name; null: evenly. */
    weights: z.record(z.string(), z.number().nonnegative()).nullable(),
    warmUpEpochs: z.int().nonnegative(),
  }),
  z.object({
    strategy: z.literal('fixed'),
    /** Name of the modality that is boosted. */
    modality: z.string(),
    share: z.number().min(0).max(1),
    warmUpEpochs: z.int().nonnegative(),
  }),
]);
export type BalancingConfiguration = z.infer<typeof balancingConfiguration>;

/** Name of a balancing strategy. */
export type StrategyName = BalancingConfiguration['strategy'];
