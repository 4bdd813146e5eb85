import type { z } from 'zod';
import { Problem } from '../record/problem.js';
import { nearestName } from './nearest-name.js';

/**
 * The options that a person handed to `call` in a model file, checked and with their defaults.
 *
 * @param call name of the function, for the message
 * @throws Problem of code `model-file`, which names the first option at fault
 */
export function checkOptions<Schema extends z.ZodObject>(
  call: string,
  schema: Schema,
  given: unknown,
): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) {
    return result.data;
  }
  const [issue] = result.error.issues;
  const entry = [call, ...issue.path.map(String)].join('.');
  if (issue.code === 'unrecognized_keys' && issue.path.length === 0) {
    const [key] = issue.keys;
    const known = Object.keys(schema.shape);
    const nearest = nearestName(key, known);
    throw new Problem({
      code: 'model-file',
      entry: `${call}.${key}`,
      what: `${call} has no option \`${key}\`.`,
      remedy:
        nearest === null
          ? `Its options are ${known.map((name) => `\`${name}\``).join(', ')}.`
          : `Did you mean \`${nearest}\`?`,
    });
  }
  throw new Problem({
    code: 'model-file',
    entry,
    what: `${issue.message}.`,
    remedy: `Correct this option of ${call}.`,
  });
}
