/**
 * The values below which fractions `tail` and 1 − `tail` of a distribution are expected to lie: what `percentile` gives of
 * those of `values` that are numbers, both in one go, without putting them or a copy of them in order.
 *
 * @param values in any order; NaN where undefined
 * @param tail of a few hundredths: what it takes grows with the square of how many values lie in it
 * @returns both NaN where no value is defined
 */
export function tailPercentiles(
  values: Float64Array,
  tail: number,
): readonly [low: number, high: number] {
  const count = countDefined(values);
  if (count === 0) {
    return [Number.NaN, Number.NaN];
  }
  const position = Math.min(count - 1, Math.max(0, (count + 1) * tail - 1));
  const kept = Math.min(count, Math.floor(position) + 2);
  return [
    between(leastOf(values, kept, 1), position),
    -between(leastOf(values, kept, -1), position),
  ];
}

function countDefined(values: Float64Array): number {
  let count = 0;
  for (const value of values) {
    count += Number.isNaN(value) ? 0 : 1;
  }
  return count;
}

/** The `count` least of `values`, each times `sign`, in their order; infinite where there are not as many. */
function leastOf(values: Float64Array, count: number, sign: 1 | -1): Float64Array {
  const least = new Float64Array(count).fill(Infinity);
  const last = count - 1;
  for (const one of values) {
    const value = sign * one;
    // Never so for NaN, and seldom once some have been seen.
    if (value < least[last]) {
      let place = last;
      while (place > 0 && least[place - 1] > value) {
        least[place] = least[place - 1];
        place -= 1;
      }
      least[place] = value;
    }
  }
  return least;
}

function between(sorted: Float64Array, position: number): number {
  const place = Math.floor(position);
  const below = sorted[place];
  return place === position ? below : below + (sorted[place + 1] - below) * (position - place);
}
