import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus, xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';

/** The serialisable state of a {@link Generator}: four 32-bit integers. */
export type GeneratorState = readonly number[];

/**
 * A seeded pseudo-random generator (xoroshiro128+) whose state can be kept in a checkpoint.
 *
 * Every consumer of randomness owns a stream of its own, made by {@link Generator.stream}, so that
 * one more draw in one place never changes what another place draws.
 */
export class Generator {
  readonly #source: RandomGenerator;

  private constructor(source: RandomGenerator) {
    this.#source = source;
  }

  /**
   * The stream called `label` of the run seeded with `seed`.
   *
   * @param seed any safe integer; 0 is a seed like any other
   */
  static stream(seed: number, label: string): Generator {
    return new Generator(xoroshiro128plus(mix(`${String(seed)}/${label}`)));
  }

  /** The generator that continues where `state` was taken. */
  static fromState(state: GeneratorState): Generator {
    return new Generator(xoroshiro128plusFromState(state));
  }

  /** The state from which {@link Generator.fromState} continues. */
  get state(): GeneratorState {
    return this.#source.getState();
  }

  /** Uniform in [0, 1), 53 bits. */
  readonly uniform = (): number => uniformFloat64(this.#source);

  /** Uniform among the integers 0 … `count` − 1. */
  integer(count: number): number {
    return uniformInt(this.#source, 0, count - 1);
  }

  /** A uniformly drawn order of 0 … `count` − 1 (Fisher and Yates). */
  permutation(count: number): Int32Array {
    const order = Int32Array.from({ length: count }, (_, index) => index);
    for (let last = count - 1; last > 0; last -= 1) {
      const other = this.integer(last + 1);
      [order[last], order[other]] = [order[other], order[last]];
    }
    return order;
  }
}

/** FNV-1a with a final avalanche (after MurmurHash3), so that neighbouring seeds give unrelated streams. */
function mix(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) | 0;
}
