import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import { wanted } from '../../record/described-option.js';
import { resolveOptions } from '../../record/resolve-options.js';
import type { BranchSpecification, LayersLayer } from '../specification.js';
import { headOf } from './branch.js';
import { layersLayer } from './layers-layer.js';

/** How {@link denseBranch} is set up. */
export interface DenseBranchOptions {
  /** Output features of each dense stage, first to last. */
  readonly units: readonly number[];
  /** See {@link BranchOptions.head}. */
  readonly head?: LayersLayer;
}

const schema = z.strictObject({
  units: z
    .array(z.int().positive())
    .min(1)
    .meta(wanted(() => l10n.t('Give one whole number a stage, from 1, as in [64, 64].'))),
  head: layersLayer.optional(),
});

/**
 * A branch for vectors: stages of a dense layer, batch norm and relu; then a dense layer.
 *
 * @example denseBranch({ units: [64, 64] })
 * @throws Problem `model-file` naming the option at fault
 */
export function denseBranch(options: DenseBranchOptions): BranchSpecification {
  const { units, head } = resolveOptions(schema, options, 'denseBranch');
  return { stages: units.map((count) => ({ kind: 'dense', units: count })), head: headOf(head) };
}
