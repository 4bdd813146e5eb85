import { endOf, firstOf, Piece, Pieces } from './pieces';
import { loadSome, storeSome } from './some-lanes';

/** A step of gradient descent, as `SgdOptimizer` says it. */
@unmanaged
export class SgdUpdate extends Pieces {
  rate: f32;
  weightDecay: f32;
  /** Share of the former direction that is kept. */
  kept: f32;
}

@unmanaged
class SgdPiece extends Piece {
  parameter: usize;
  gradient: usize;
  /** The former direction, and where the new one goes; 0 where none is kept. */
  momentum: usize;
}

/** A step of Adam, as `AdamOptimizer` says it. */
@unmanaged
export class AdamUpdate extends Pieces {
  weightDecay: f32;
  beta1: f32;
  /** 1 − beta1 */
  share1: f32;
  beta2: f32;
  share2: f32;
  epsilon: f32;
}

@unmanaged
class AdamPiece extends Piece {
  parameter: usize;
  gradient: usize;
  mean: usize;
  squaredMean: usize;
  /** √(1 − beta2^step) */
  rootCorrection: f32;
  /** The rate over 1 − beta1^step. */
  size: f32;
}

export function updateBySgd(task: SgdUpdate, part: i32): void {
  for (let index = firstOf(task, part); index < endOf(task, part); index++) {
    const at = (index as usize) * offsetof<SgdPiece>();
    updateSgdPiece(task, changetype<SgdPiece>(task.table + at));
  }
}

function updateSgdPiece(task: SgdUpdate, piece: SgdPiece): void {
  const rate = f32x4.splat(task.rate);
  const weightDecay = f32x4.splat(task.weightDecay);
  const kept = f32x4.splat(task.kept);
  let at: usize = 0;
  for (let left = piece.length; left > 0; left -= 4, at += 16) {
    const parameter = loadSome(piece.parameter + at, left);
    const gradient = loadSome(piece.gradient + at, left);
    let direction = f32x4.add(gradient, f32x4.mul(parameter, weightDecay));
    if (piece.momentum !== 0) {
      const former = loadSome(piece.momentum + at, left);
      direction = f32x4.add(f32x4.mul(former, kept), direction);
      storeSome(piece.momentum + at, direction, left);
    }
    storeSome(piece.parameter + at, f32x4.sub(parameter, f32x4.mul(direction, rate)), left);
  }
}

export function updateByAdam(task: AdamUpdate, part: i32): void {
  for (let index = firstOf(task, part); index < endOf(task, part); index++) {
    const at = (index as usize) * offsetof<AdamPiece>();
    updateAdamPiece(task, changetype<AdamPiece>(task.table + at));
  }
}

function updateAdamPiece(task: AdamUpdate, piece: AdamPiece): void {
  const weightDecay = f32x4.splat(task.weightDecay);
  const epsilon = f32x4.splat(task.epsilon);
  const correction = f32x4.splat(piece.rootCorrection);
  const size = f32x4.splat(piece.size);
  let at: usize = 0;
  for (let left = piece.length; left > 0; left -= 4, at += 16) {
    const parameter = loadSome(piece.parameter + at, left);
    const gradient = loadSome(piece.gradient + at, left);
    const decayed = f32x4.add(gradient, f32x4.mul(parameter, weightDecay));
    const squared = f32x4.mul(decayed, decayed);
    const mean = average(piece.mean + at, left, decayed, task.beta1, task.share1);
    const squaredMean = average(piece.squaredMean + at, left, squared, task.beta2, task.share2);
    const root = f32x4.div(f32x4.sqrt(squaredMean), correction);
    const direction = f32x4.div(mean, f32x4.add(root, epsilon));
    storeSome(piece.parameter + at, f32x4.sub(parameter, f32x4.mul(direction, size)), left);
  }
}

/** Takes `value` into the averages at `address`, at most four, and returns them. */
function average(address: usize, count: i32, value: v128, kept: f32, share: f32): v128 {
  const former = f32x4.mul(loadSome(address, count), f32x4.splat(kept));
  const next = f32x4.add(former, f32x4.mul(value, f32x4.splat(share)));
  storeSome(address, next, count);
  return next;
}
