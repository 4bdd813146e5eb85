import { z } from 'zod';

/** What a schema says of one option, for a message to the person who gave it. */
export interface DescribedOption {
  /** What to give, in words, from the schema's description; undefined where neither it nor a part around it has one. */
  readonly description: string | undefined;
  /** The names of the options inside it, discriminators aside; empty where it takes none. */
  readonly names: readonly string[];
}

/**
 * What `schema` says of the option at `path`.
 *
 * @param given what the person wrote, whether or not it fits: it decides between the members of a discriminated union
 */
export function describedOption(
  schema: z.ZodType,
  given: unknown,
  path: readonly PropertyKey[],
): DescribedOption {
  let value = given;
  let option = unwrapped(schema, value);
  let { description } = option;
  for (const key of path) {
    value = property(value, key);
    option = unwrapped(partOf(option.schema, key), value);
    description = option.description ?? description;
  }
  return { description, names: namesIn(option.schema) };
}

interface Unwrapped {
  readonly schema: unknown;
  readonly description: string | undefined;
}

/** `schema` with its wrappers taken off, and the outermost description on the way. */
function unwrapped(schema: unknown, value: unknown): Unwrapped {
  const inner = innerOf(schema, value);
  const own = schema instanceof z.ZodType ? schema.description : undefined;
  if (inner === undefined) {
    return { schema, description: own };
  }
  const within = unwrapped(inner, value);
  return { schema: within.schema, description: own ?? within.description };
}

function innerOf(schema: unknown, value: unknown): unknown {
  if (
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable
  ) {
    return schema.unwrap();
  }
  if (schema instanceof z.ZodPipe) {
    return schema.out;
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    const named = property(value, discriminator);
    return schema.options.find((member) => {
      const literal = partOf(member, discriminator);
      return literal instanceof z.ZodLiteral && literal.value === named;
    });
  }
  return undefined;
}

function partOf(schema: unknown, key: PropertyKey): unknown {
  if (schema instanceof z.ZodObject) {
    return property(schema.shape, key);
  }
  if (schema instanceof z.ZodArray) {
    return schema.element;
  }
  return schema instanceof z.ZodRecord ? schema.valueType : undefined;
}

function namesIn(schema: unknown): string[] {
  const shape = schema instanceof z.ZodObject ? schema.shape : {};
  return Object.keys(shape).filter((name) => !(shape[name] instanceof z.ZodLiteral));
}

function property(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null
    ? (value as Record<PropertyKey, unknown>)[key]
    : undefined;
}
