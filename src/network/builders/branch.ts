import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import { wanted } from '../../record/described-option.js';
import { resolveOptions } from '../../record/resolve-options.js';
import type {
  BranchSpecification,
  ConvolutionStage,
  DenseStage,
  Head,
  LayersLayer,
} from '../specification.js';
import { layersLayer } from './layers-layer.js';

/** How {@link branch} is set up. */
export interface BranchOptions {
  /** The stages in order: `convolution(…)`, `dense(…)`, or any layer or model of tf.layers. */
  readonly stages: readonly (ConvolutionStage | DenseStage | LayersLayer)[];
  /**
   * A layer or model of tf.layers that turns the last feature map into one logit a class (no softmax); global average pool
   * and a dense layer unless given.
   */
  readonly head?: LayersLayer;
}

const stage = z
  .union([
    layersLayer.transform((layer) => ({ kind: 'layers' as const, layer })),
    z.strictObject({
      kind: z.literal('convolution'),
      filters: z.int().positive(),
      stride: z.int().positive(),
    }),
    z.strictObject({ kind: z.literal('dense'), units: z.int().positive() }),
  ])
  .meta(
    wanted(() =>
      l10n.t('Give convolution({ … }), dense({ … }), or a layer or model of tf.layers.'),
    ),
  );

const schema = z.strictObject({
  stages: z
    .array(stage)
    .min(1)
    .meta(
      wanted(() =>
        l10n.t(
          'Give at least one stage, as in [convolution({ filters: 16 }), tf.layers.flatten()].',
        ),
      ),
    ),
  head: layersLayer.optional(),
});

/**
 * A uni-modal network of your own: stages in order, then a head. Fusion modules can sit after any stage. Layers of
 * tf.layers keep tf's ways (initialisers, padding, batch norm); each may be used in one place only.
 *
 * @example branch({ stages: [tf.layers.flatten(), dense({ units: 64 })] })
 * @throws Problem `model-file` naming the option at fault
 */
export function branch(options: BranchOptions): BranchSpecification {
  const { stages, head } = resolveOptions(schema, options, 'branch');
  return { stages, head: headOf(head) };
}

/** The head that a person handed in, or the default one. */
export function headOf(layer: LayersLayer | undefined): Head {
  return layer === undefined ? { kind: 'pooled' } : { kind: 'layers', layer };
}
