/**
 * How a training step treats the branches (paper): a regular step, or a re-balancing step for one modality, in which
 * that modality's branch sees a constant in place of its gate.
 */
export type Mode =
  | { readonly kind: 'regular' }
  | {
      readonly kind: 'rebalancing';
      /** Index of the boosted modality. */ readonly modality: number;
    };

/** The regular mode. */
export const regular: Mode = { kind: 'regular' };

/** The mode of a re-balancing step for modality number `modality`. */
export function rebalancing(modality: number): Mode {
  return { kind: 'rebalancing', modality };
}

/** `mode` as the number kept in `steps.f64`: 0 is regular, k + 1 boosts modality k. */
export function encodeMode(mode: Mode): number {
  return mode.kind === 'regular' ? 0 : mode.modality + 1;
}

/** The mode that {@link encodeMode} encoded. */
export function decodeMode(code: number): Mode {
  return code === 0 ? regular : rebalancing(code - 1);
}
