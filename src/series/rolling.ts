/** What is known of a stretch of values: their sum, the least or the greatest of them. */
export type Known = 'sum' | 'least' | 'greatest';

/**
 * What is known of the window that ends at each value (of fewer values at the beginning), in time that does not depend on
 * the window: stretches as long as the window are gone through once from their beginnings and once from their ends, and a
 * window is the end of one and the beginning of the next. Nothing is ever taken out again, so sums keep what they have of
 * small values beside great ones.
 *
 * @param window at least 1
 */
export function rolling(values: Float64Array, window: number, known: Known): Float64Array {
  const { length } = values;
  const toEnd = values.slice();
  for (let place = length - 2; place >= 0; place -= 1) {
    if ((place + 1) % window !== 0) {
      toEnd[place] = joined(values[place], toEnd[place + 1], known);
    }
  }
  const found = new Float64Array(length);
  let fromBeginning = 0;
  for (let place = 0; place < length; place += 1) {
    const isBeginning = place % window === 0;
    fromBeginning = isBeginning ? values[place] : joined(fromBeginning, values[place], known);
    const start = place + 1 - window;
    const isOneStretch = start <= 0 || start % window === 0;
    found[place] = isOneStretch ? fromBeginning : joined(toEnd[start], fromBeginning, known);
  }
  return found;
}

/** What is known of two stretches, one of each. Not a function that is given: its numbers would lie on the heap. */
function joined(one: number, other: number, known: Known): number {
  if (known === 'sum') {
    return one + other;
  }
  return one < other === (known === 'least') ? one : other;
}
