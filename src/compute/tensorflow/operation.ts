import type { NativeBinding, OperationAttribute } from './native-binding.js';

/** Attributes of an operation by name, but for types: a number is a float, a bigint a whole number. */
export type Attributes = Readonly<Record<string, number | bigint | string | boolean>>;

/** Attributes that are the type of shapes, sizes or axes, where TensorFlow would take another one than ours. */
const typesOfWholeNumbers: ReadonlySet<string> = new Set(['Tlen']);

/** An operation of TensorFlow with its attributes, which are made once: telling it again and again takes no time. */
export class Operation {
  readonly name: string;
  readonly #types: readonly string[];
  readonly #given: Attributes;
  #told: readonly OperationAttribute[] | null = null;

  /** @param types names of its attributes that are types */
  constructor(name: string, types: readonly string[] = ['T'], attributes: Attributes = {}) {
    this.name = name;
    this.#types = types;
    this.#given = attributes;
  }

  /** The attributes as the binding is told them. */
  attributes(binding: NativeBinding): readonly OperationAttribute[] {
    this.#told ??= [
      ...this.#types.map((name) => ({
        name,
        type: binding.TF_ATTR_TYPE,
        value: typesOfWholeNumbers.has(name) ? binding.TF_INT32 : binding.TF_FLOAT,
      })),
      ...Object.entries(this.#given).map(([name, value]) => ({
        name,
        type: typeOf(value, binding),
        value: typeof value === 'bigint' ? Number(value) : value,
      })),
    ];
    return this.#told;
  }
}

/** What `make` makes of a value, made once for each. */
export function once<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new Map<Key, Value>();
  return (key) => {
    let value = made.get(key);
    if (value === undefined) {
      value = make(key);
      made.set(key, value);
    }
    return value;
  };
}

function typeOf(value: Attributes[string], binding: NativeBinding): number {
  if (typeof value === 'bigint') {
    return binding.TF_ATTR_INT;
  }
  if (typeof value === 'string') {
    return binding.TF_ATTR_STRING;
  }
  return typeof value === 'number' ? binding.TF_ATTR_FLOAT : binding.TF_ATTR_BOOL;
}
