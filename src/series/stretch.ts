/**
 * Which of ascending values a chart draws that shows those from `first` to `last`: from one before them, to one behind
 * them, from where and to where lines lead.
 *
 * @returns the place of the first of them, and the place behind the last
 */
export function stretchBetween(
  x: readonly number[],
  first: number,
  last: number,
): readonly [start: number, end: number] {
  const start = placeOf(x, (value) => value >= first);
  const end = placeOf(x, (value) => value > last);
  return [Math.max(0, start - 1), Math.min(x.length, end + 1)];
}

/** The place of the first value of which `holds`, which then holds of all behind it; the length where it holds of none. */
function placeOf(x: readonly number[], holds: (value: number) => boolean): number {
  let [from, to] = [0, x.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (holds(x[middle])) {
      to = middle;
    } else {
      from = middle + 1;
    }
  }
  return from;
}
