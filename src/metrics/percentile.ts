/**
 * The value below which a fraction `share` of the distribution that `values` were drawn from is expected to lie: order
 * statistic (n + 1)·share, interpolated. The more usual (n − 1)·share + 1 lies too far inside, which counts in the
 * tails that simultaneous intervals reach for.
 *
 * @param values in any order, which is changed; not empty
 */
export function percentile(values: Float64Array, share: number): number {
  const last = values.length - 1;
  const position = Math.min(last, Math.max(0, (values.length + 1) * share - 1));
  const place = Math.floor(position);
  const below = select(values, place);
  if (place === position) {
    return below;
  }
  let above = Infinity;
  for (let index = place + 1; index <= last; index += 1) {
    above = Math.min(above, values[index]);
  }
  return below + (above - below) * (position - place);
}

/**
 * What a sort would put at `place`, and puts it there, nothing greater before it and nothing less after it (Hoare's
 * quickselect): a percentile needs no more of the order.
 */
function select(values: Float64Array, place: number): number {
  let [from, to] = [0, values.length - 1];
  while (from < to) {
    const pivot = values[Math.floor((from + to) / 2)];
    let [left, right] = [from, to];
    while (left <= right) {
      while (values[left] < pivot) {
        left += 1;
      }
      while (values[right] > pivot) {
        right -= 1;
      }
      if (left <= right) {
        const swapped = values[left];
        values[left] = values[right];
        values[right] = swapped;
        left += 1;
        right -= 1;
      }
    }
    if (place <= right) {
      to = right;
    } else if (place >= left) {
      from = left;
    } else {
      break;
    }
  }
  return values[place];
}
