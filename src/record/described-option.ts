import { z } from 'zod';

/** What a schema says of one option, for a message to the person who gave it. */
export interface DescribedOption {
  /** Says what to give, by {@link wanted}; undefined where neither the option nor a part around it has it. */
  readonly wanted: (() => string) | undefined;
  /** The names of the options inside it, discriminators aside; empty where it takes none. */
  readonly names: readonly string[];
}

/**
 * For a schema's `.meta(…)`: what to give there.
 *
 * @param sentence says it; a schema is made before the language is known
 */
export function wanted(sentence: () => string): { readonly wanted: () => string } {
  return { wanted: sentence };
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
  let said = option.wanted;
  for (const key of path) {
    value = property(value, key);
    option = unwrapped(partOf(option.schema, key), value);
    said = option.wanted ?? said;
  }
  return { wanted: said, names: namesIn(option.schema) };
}

interface Unwrapped {
  readonly schema: unknown;
  readonly wanted: (() => string) | undefined;
}

/** `schema` with its wrappers taken off, and what is wanted, as the outermost on the way says it. */
function unwrapped(schema: unknown, value: unknown): Unwrapped {
  const inner = innerOf(schema, value);
  const own = wantedBy(schema);
  if (inner === undefined) {
    return { schema, wanted: own };
  }
  const within = unwrapped(inner, value);
  return { schema: within.schema, wanted: own ?? within.wanted };
}

function wantedBy(schema: unknown): (() => string) | undefined {
  const said = schema instanceof z.ZodType ? schema.meta()?.wanted : undefined;
  return typeof said === 'function' ? (said as () => string) : undefined;
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
