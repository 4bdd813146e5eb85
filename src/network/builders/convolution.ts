import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import { wanted } from '../../record/described-option.js';
import { resolveOptions } from '../../record/resolve-options.js';
import type { ConvolutionStage } from '../specification.js';

/** How {@link convolution} is set up. */
export interface ConvolutionOptions {
  /** Number of output channels. */
  readonly filters: number;
  /** Step of the convolution in both directions; 1 unless given. */
  readonly stride?: number;
}

const schema = z.strictObject({
  filters: z
    .int()
    .positive()
    .meta(wanted(() => l10n.t('Give a whole number of channels, from 1.'))),
  stride: z
    .int()
    .positive()
    .default(1)
    .meta(wanted(() => l10n.t('Give a whole number of pixels, from 1.'))),
});

/**
 * A stage for images: 3×3 convolution with symmetric zero padding 1 and bias, batch norm, relu.
 *
 * @example convolution({ filters: 32, stride: 2 })
 * @throws Problem `model-file` naming the option at fault
 */
export function convolution(options: ConvolutionOptions): ConvolutionStage {
  return { kind: 'convolution', ...resolveOptions(schema, options, 'convolution') };
}
