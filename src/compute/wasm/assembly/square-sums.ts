import { endOf, firstOf, Piece, Pieces } from './pieces';
import { loadSome } from './some-lanes';

/** Sums of squares of pieces. */
@unmanaged
export class SquareSums extends Pieces {
  /** Where the sum of each piece goes, 64-bit. */
  sums: usize;
}

@unmanaged
class Squared extends Piece {
  values: usize;
}

export function sumSquares(task: SquareSums, part: i32): void {
  for (let index = firstOf(task, part); index < endOf(task, part); index++) {
    const at = (index as usize) * offsetof<Squared>();
    const sum = sumOfSquares(changetype<Squared>(task.table + at));
    store<f64>(task.sums + ((index as usize) << 3), sum);
  }
}

function sumOfSquares(piece: Squared): f64 {
  let low = f64x2.splat(0);
  let high = low;
  let address = piece.values;
  for (let left = piece.length; left > 0; left -= 4, address += 16) {
    const values = loadSome(address, left);
    const first = f64x2.promote_low_f32x4(values);
    const second = f64x2.promote_low_f32x4(i64x2.shuffle(values, values, 1, 1));
    low = f64x2.add(low, f64x2.mul(first, first));
    high = f64x2.add(high, f64x2.mul(second, second));
  }
  const both = f64x2.add(low, high);
  return f64x2.extract_lane(both, 0) + f64x2.extract_lane(both, 1);
}
