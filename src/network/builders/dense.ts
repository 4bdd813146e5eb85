import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import { wanted } from '../../record/described-option.js';
import { resolveOptions } from '../../record/resolve-options.js';
import type { DenseStage } from '../specification.js';

/** How {@link dense} is set up. */
export interface DenseOptions {
  /** Number of output features. */
  readonly units: number;
}

const schema = z.strictObject({
  units: z
    .int()
    .positive()
    .meta(wanted(() => l10n.t('Give a whole number of features, from 1.'))),
});

/**
 * A stage for vectors: dense layer with bias, batch norm, relu.
 *
 * @example dense({ units: 64 })
 * @throws Problem `model-file` naming the option at fault
 */
export function dense(options: DenseOptions): DenseStage {
  return { kind: 'dense', ...resolveOptions(schema, options, 'dense') };
}
