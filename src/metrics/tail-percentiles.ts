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
  const most = Math.min(values.length, placesOf(values.length, tail).kept);
  const { least, greatest, count } = endsOf(values, most);
  if (count === 0) {
    return [Number.NaN, Number.NaN];
  }
  const { position } = placesOf(count, tail);
  return [between(least, position), -between(greatest, position)];
}

/** Where among `count` values in their order the lower percentile lies, and how many of the least it takes to tell it. */
function placesOf(count: number, tail: number): { position: number; kept: number } {
  const position = Math.min(count - 1, Math.max(0, (count + 1) * tail - 1));
  return { position, kept: Math.floor(position) + 2 };
}

/** So many of the least values, in their order, and of the greatest, negative; infinite where there are not as many. */
function endsOf(
  values: Float64Array,
  kept: number,
): { readonly least: Float64Array; readonly greatest: Float64Array; readonly count: number } {
  const [least, greatest] = [0, 1].map(() => new Float64Array(kept).fill(Infinity));
  let [below, above] = [Infinity, -Infinity];
  let count = 0;
  // An iterator would take twice as long.
  for (let left = values.length; left > 0; left -= 1) {
    const value = values[left - 1];
    count += Number.isNaN(value) ? 0 : 1;
    // Never so for NaN, and seldom once some have been seen.
    if (value < below) {
      below = insert(least, value);
    }
    if (value > above) {
      above = -insert(greatest, -value);
    }
  }
  return { least, greatest, count };
}

/** Puts `value` in its place, where the last one goes, and tells the one that is last then. */
function insert(sorted: Float64Array, value: number): number {
  const last = sorted.length - 1;
  let place = last;
  while (place > 0 && sorted[place - 1] > value) {
    sorted[place] = sorted[place - 1];
    place -= 1;
  }
  sorted[place] = value;
  return sorted[last];
}

function between(sorted: Float64Array, position: number): number {
  const place = Math.floor(position);
  const below = sorted[place];
  return place === position ? below : below + (sorted[place + 1] - below) * (position - place);
}
