import { z } from 'zod';
import { nearestName } from '../data/nearest-name.js';
import { Problem } from '../record/problem.js';

/**
 * `given` checked against `schema`, defaults filled in.
 *
 * @param entry where a person finds these options in the model file, such as `training.optimizer`
 * @throws Problem `model-file` at the first option that is wrong or unknown; an unknown name is answered with the
 *   nearest known one, a wrong value with the description of the option
 */
export function resolveOptions<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  entry: string,
): z.output<Schema> {
  const result = schema.safeParse(given);
  if (result.success) {
    return result.data;
  }
  const { issues } = result.error;
  // A misspelt name often leaves the option that was meant missing: the name is what to mend.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  throw problemOf(issue, schema, given, entry);
}

function problemOf(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  given: unknown,
  entry: string,
): Problem {
  const { option, description } = optionAt(schema, given, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const [unknown = ''] = issue.keys;
    return unknownOption(unknown, option, entryAt(entry, [...issue.path, unknown]));
  }
  return new Problem({
    code: 'model-file',
    what: `${issue.message.replace(/\.$/, '')}.`,
    remedy: description === undefined ? 'Correct this option.' : `Give ${description}.`,
    entry: entryAt(entry, issue.path),
  });
}

function unknownOption(name: string, parent: unknown, entry: string): Problem {
  const known = parent instanceof z.ZodObject ? Object.keys(parent.shape) : [];
  const nearest = nearestName(name, known);
  return new Problem({
    code: 'model-file',
    what: `There is no option '${name}' here.`,
    remedy:
      nearest === null ? `The options are ${known.join(', ')}.` : `Did you mean '${nearest}'?`,
    entry,
  });
}

function entryAt(entry: string, path: readonly PropertyKey[]): string {
  return [entry, ...path.map(String)].join('.');
}

/** The schema of the option at `path` for the `given` value, wrappers taken off, and what the option is in words. */
function optionAt(
  schema: z.ZodType,
  given: unknown,
  path: readonly PropertyKey[],
): { readonly option: unknown; readonly description: string | undefined } {
  let described: unknown = schema;
  let option = unwrapped(schema, given);
  let value = given;
  for (const key of path) {
    value = property(value, key);
    described = option instanceof z.ZodObject ? property(option.shape, key) : undefined;
    option = unwrapped(described, value);
  }
  return {
    option,
    description: described instanceof z.ZodType ? described.description : undefined,
  };
}

function unwrapped(schema: unknown, value: unknown): unknown {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return unwrapped(schema.unwrap(), value);
  }
  if (schema instanceof z.ZodPipe) {
    return unwrapped(schema.out, value);
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const kind = property(value, 'kind');
    return schema.options.find(
      (option) =>
        option instanceof z.ZodObject &&
        option.shape.kind instanceof z.ZodLiteral &&
        option.shape.kind.value === kind,
    );
  }
  return schema;
}

function property(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;
}
