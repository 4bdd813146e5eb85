/** What is known of two neighbouring stretches, joined into what is known of both. */
export type Join = (one: number, other: number) => number;

/**
 * What `join` makes of the window that ends at each value (of fewer values at the beginning), in time that does not depend
 * on the window: stretches as long as the window are joined once from their beginnings and once from their ends, and a
 * window is the end of one and the beginning of the next. Nothing is ever taken out again, so sums keep what they have of
 * small values beside great ones.
 *
 * @param window at least 1
 */
export function rolling(values: Float64Array, window: number, join: Join): Float64Array {
  const { length } = values;
  const toEnd = values.slice();
  for (let place = length - 2; place >= 0; place -= 1) {
    if ((place + 1) % window !== 0) {
      toEnd[place] = join(values[place], toEnd[place + 1]);
    }
  }
  const joined = new Float64Array(length);
  let fromBeginning = 0;
  for (let place = 0; place < length; place += 1) {
    const isBeginning = place % window === 0;
    fromBeginning = isBeginning ? values[place] : join(fromBeginning, values[place]);
    const start = place + 1 - window;
    const isOneStretch = start <= 0 || start % window === 0;
    joined[place] = isOneStretch ? fromBeginning : join(toEnd[start], fromBeginning);
  }
  return joined;
}
