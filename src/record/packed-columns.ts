/** The fewest values that are worth packing. */
const shortest = 64;

/**
 * `message` with its long lists of numbers as parts of one block of memory, for the way to a page: half as long as their
 * digits, and neither written nor read digit by digit. What is null or not finite becomes NaN. A list that stands at
 * several places is sent once.
 */
export function packColumns(message: unknown): unknown {
  const columns = new Set<readonly unknown[]>();
  collectColumns(message, columns);
  const block = new Float64Array([...columns].reduce((sum, { length }) => sum + length, 0));
  const packed = new Map<object, Float64Array>();
  let start = 0;
  for (const values of columns) {
    const column = block.subarray(start, start + values.length);
    values.forEach((value, index) => {
      column[index] = typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
    });
    packed.set(values, column);
    start += values.length;
  }
  return replaced(message, (value) => packed.get(value));
}

/**
 * What {@link packColumns} packed, as it was, with null for NaN; a list that stands at several places is one list. What
 * was not packed is left as it is.
 */
export function unpackColumns(message: unknown): unknown {
  const unpacked = new Map<Float64Array, (number | null)[]>();
  return replaced(message, (value) => {
    if (!(value instanceof Float64Array)) {
      return undefined;
    }
    const values = unpacked.get(value) ?? unpackedColumn(value);
    unpacked.set(value, values);
    return values;
  });
}

function unpackedColumn(column: Float64Array): (number | null)[] {
  const values: (number | null)[] = [];
  for (const value of column) {
    values.push(Number.isNaN(value) ? null : value);
  }
  return values;
}

function collectColumns(value: unknown, columns: Set<readonly unknown[]>): void {
  if (Array.isArray(value) && isColumn(value)) {
    columns.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const each of Object.values(value)) {
      collectColumns(each, columns);
    }
  }
}

function isColumn(values: readonly unknown[]): boolean {
  return (
    values.length >= shortest &&
    values.every((value) => value === null || typeof value === 'number')
  );
}

/** `value` with everything in it for which there is a replacement replaced by that. */
function replaced(value: unknown, replacement: (value: object) => unknown): unknown {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const found = replacement(value);
  if (found !== undefined) {
    return found;
  }
  return Array.isArray(value)
    ? value.map((each) => replaced(each, replacement))
    : Object.fromEntries(
        Object.entries(value).map(([name, each]) => [name, replaced(each, replacement)]),
      );
}
