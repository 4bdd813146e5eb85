/** Values of a curve; null is a gap. */
export type Values = readonly (number | null)[];

/** The mean of the values from place `from` up to, not including, `to`, without gaps; null where all are gaps. */
export function average(values: Values, from: number, to: number): number | null {
  let [sum, count] = [0, 0];
  for (let index = from; index < to; index += 1) {
    const value = values[index];
    if (value !== null) {
      sum += value;
      count += 1;
    }
  }
  return count === 0 ? null : sum / count;
}

/** The least of them. */
export function least(values: Values, from: number, to: number): number | null {
  let found = Number.POSITIVE_INFINITY;
  for (let index = from; index < to; index += 1) {
    found = Math.min(found, values[index] ?? found);
  }
  return finite(found);
}

/** The greatest of them. */
export function greatest(values: Values, from: number, to: number): number | null {
  let found = Number.NEGATIVE_INFINITY;
  for (let index = from; index < to; index += 1) {
    found = Math.max(found, values[index] ?? found);
  }
  return finite(found);
}

function finite(found: number): number | null {
  return Number.isFinite(found) ? found : null;
}
