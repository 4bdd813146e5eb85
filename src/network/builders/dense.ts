import { z } from 'zod';
import type { DenseStage } from '../specification.js';
import { checkedOptions } from './checked-options.js';

/** How {@link dense} is set up. */
export interface DenseOptions {
  /** Number of output features. */
  readonly units: number;
}

const schema = z.strictObject({ units: z.int().positive() });

/**
 * A stage for vectors: dense layer with bias, batch norm, relu.
 *
 * @example dense({ units: 64 })
 * @throws Problem `model-file` naming the option at fault
 */
export function dense(options: DenseOptions): DenseStage {
  const usage = 'Write dense({ units: 64 }), with a positive integer.';
  return { kind: 'dense', ...checkedOptions('dense', usage, schema, options) };
}
