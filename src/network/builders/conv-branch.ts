import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import { wanted } from '../../record/described-option.js';
import { resolveOptions } from '../../record/resolve-options.js';
import type { BranchSpecification, LayersLayer } from '../specification.js';
import { headOf } from './branch.js';
import { layersLayer } from './layers-layer.js';

/** How {@link convBranch} is set up. */
export interface ConvBranchOptions {
  /** Output channels of each convolution stage, first to last. */
  readonly filters: readonly number[];
  /** Stride of each stage; 1 for the first and 2 for the others unless given. */
  readonly strides?: readonly number[];
  /** See {@link BranchOptions.head}. */
  readonly head?: LayersLayer;
}

const schema = z
  .strictObject({
    filters: z
      .array(z.int().positive())
      .min(1)
      .meta(wanted(() => l10n.t('Give one whole number a stage, from 1, as in [16, 32, 64].'))),
    strides: z
      .array(z.int().positive())
      .optional()
      .meta(
        wanted(() =>
          l10n.t('Give as many whole numbers, from 1, as there are filters, or leave them out.'),
        ),
      ),
    head: layersLayer.optional(),
  })
  .refine(({ filters, strides }) => strides === undefined || strides.length === filters.length, {
    path: ['strides'],
    error: () => l10n.t('There are not as many strides as filters.'),
  });

/**
 * A branch for images: stages of a 3×3 convolution (symmetric zero padding 1), batch norm and relu; then global average
 * pool and a dense layer.
 *
 * @example convBranch({ filters: [16, 32, 64, 64] })
 * @throws Problem `model-file` naming the option at fault
 */
export function convBranch(options: ConvBranchOptions): BranchSpecification {
  const { filters, strides, head } = resolveOptions(schema, options, 'convBranch');
  return {
    stages: filters.map((count, index) => ({
      kind: 'convolution',
      filters: count,
      stride: strides?.[index] ?? (index === 0 ? 1 : 2),
    })),
    head: headOf(head),
  };
}
