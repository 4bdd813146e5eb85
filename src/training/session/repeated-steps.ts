import type { Replay } from '../../compute/replay.js';
import type { StepNumbers } from '../optimizers/optimizer.js';

/** How often a step comes by as kernels before it is recorded, which takes about as long as a hundred steps save. */
const stepsBeforeRecording = 20;

/** With more kinds than these, all are forgotten: then hardly one comes by again. */
const mostKinds = 32;

/** Training steps of the same mode and shapes. */
interface Kind<Seen> {
  /** How often they were computed by kernels. */
  times: number;
  /** What was seen of the last of these. */
  seen: Seen;
  /** By the optimizer's key; null where they cannot be repeated as a whole. */
  readonly replays: Map<string, Replay | null>;
}

/** What is known of a step that is to be taken. */
export interface KnownStep<Seen> {
  readonly seen: Seen;
  readonly numbers: StepNumbers;
  /** Takes it as a whole; null where that is not there. */
  readonly replay: Replay | null;
  /** Whether it came by often enough to be recorded. */
  readonly isDue: boolean;
}

/** The training steps that came by before and, on backends that can repeat them as a whole, what does that. */
export class RepeatedSteps<Seen> {
  readonly #kinds = new Map<string, Kind<Seen>>();

  /** Null where no step of that kind came by, or where the optimizer cannot foresee another one. */
  find(kind: string, foresee: (seen: Seen) => StepNumbers | null): KnownStep<Seen> | null {
    const known = this.#kinds.get(kind);
    const numbers = known === undefined ? null : foresee(known.seen);
    if (known === undefined || numbers === null) {
      return null;
    }
    const { seen, times, replays } = known;
    let replay = replays.get(numbers.key);
    if (replay?.isUsable === false) {
      replay.dispose();
      replays.delete(numbers.key);
      replay = undefined;
    }
    const isDue = replay === undefined && times >= stepsBeforeRecording;
    return { seen, numbers, replay: replay ?? null, isDue };
  }

  /** Takes note of a step that was computed by kernels. */
  keep(kind: string, seen: Seen): void {
    const known = this.#kinds.get(kind);
    if (known !== undefined) {
      known.times += 1;
      known.seen = seen;
      return;
    }
    if (this.#kinds.size === mostKinds) {
      this.dispose();
    }
    this.#kinds.set(kind, { times: 1, seen, replays: new Map() });
  }

  /** Keeps what came of recording a step: null where it cannot be repeated. */
  keepReplay(kind: string, key: string, replay: Replay | null): void {
    this.#kinds.get(kind)?.replays.set(key, replay);
  }

  dispose(): void {
    for (const { replays } of this.#kinds.values()) {
      replays.forEach((replay) => replay?.dispose());
    }
    this.#kinds.clear();
  }
}
