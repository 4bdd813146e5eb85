import { z } from 'zod';
import type { BranchSpecification, LayersLayer } from '../specification.js';
import { headOf } from './branch.js';
import { checkedOptions, layersLayer } from './checked-options.js';

/** How {@link denseBranch} is set up. */
export interface DenseBranchOptions {
  /** Output features of each dense stage, first to last. */
  readonly units: readonly number[];
  /** See {@link BranchOptions.head}. */
  readonly head?: LayersLayer;
}

const schema = z.strictObject({
  units: z.array(z.int().positive()).min(1),
  head: layersLayer.optional(),
});

/**
 * A branch for vectors: stages of a dense layer, batch norm and relu; then a dense layer.
 *
 * @example denseBranch({ units: [64, 64] })
 * @throws Problem `model-file` naming the option at fault
 */
export function denseBranch(options: DenseBranchOptions): BranchSpecification {
  const usage = 'Write denseBranch({ units: [64, 64] }), with one positive integer a stage.';
  const { units, head } = checkedOptions('denseBranch', usage, schema, options);
  return { stages: units.map((count) => ({ kind: 'dense', units: count })), head: headOf(head) };
}
