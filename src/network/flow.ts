/**
 * How information flows through the fusion modules in one forward pass.
 *
 * - `regular`: every gate sees every modality.
 * - `cut`: every gate except branch `modality`'s own sees `replacement[module]` in place of that modality's squeezed
 *   vector. Branch `modality` itself is not computed: nothing reads it (paper, conditional utilization rate).
 * - `frozen`: branch `modality`'s gate is the constant g·σ(mean of its excitations so far), so that its prediction comes
 *   from its own modality alone; the other branches still see it (paper, re-balancing step).
 */
export type Flow<Vector = unknown> =
  | { readonly kind: 'regular' }
  | {
      readonly kind: 'cut';
      readonly modality: number;
      /** One squeezed vector a fusion module: [channels] for all samples alike, or [batch, channels]. */
      readonly replacement: readonly Vector[];
    }
  | { readonly kind: 'frozen'; readonly modality: number };
