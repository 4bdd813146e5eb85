import { layers } from '@tensorflow/tfjs-layers';
import { z } from 'zod';
import { modelProblem } from '../model-problem.js';
import type { LayersLayer } from '../specification.js';

/** A layer or model of tf.layers. */
export const layersLayer = z.custom<LayersLayer>(
  (value) => value instanceof layers.Layer,
  'Expected a layer or model of tf.layers',
);

/**
 * The options that a person gave to the builder called `builder`, checked, with defaults filled in.
 *
 * @param usage how the builder is meant to be called: the remedy
 * @throws Problem `model-file` naming the first option at fault, such as `convBranch.filters[1]`
 */
export function checkedOptions<Schema extends z.ZodType>(
  builder: string,
  usage: string,
  schema: Schema,
  options: unknown,
): z.output<Schema> {
  const result = schema.safeParse(options);
  if (result.success) {
    return result.data;
  }
  const [{ path, message }] = result.error.issues;
  const option = path.map((part) =>
    typeof part === 'number' ? `[${String(part)}]` : `.${String(part)}`,
  );
  throw modelProblem([builder, ...option].join(''), `${message}.`, usage, result.error);
}
