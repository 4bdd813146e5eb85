import { Generator, type GeneratorState } from '../random/generator.js';

/** `Math.random` while it belongs to a run. */
export interface SeededMathRandom {
  /** Where the generator stands; setting it continues from there (a checkpoint's state). */
  state: GeneratorState;
  /** Puts the former `Math.random` back. */
  restore(): void;
}

/**
 * Makes `Math.random` draw from the stream `label` of the run seeded with `seed` (ours), because tf's initialisers and
 * dropout draw their own seeds from it. Seed 0 is a seed like any other, which it is not for tf.
 *
 * @param label `math-random` for a run; loading a model file has a stream of its own, so that layers which are built
 *   later do not start with the very weights that were drawn while loading
 */
export function seedMathRandom(seed: number, label = 'math-random'): SeededMathRandom {
  const former = Math.random;
  let generator = Generator.stream(seed, label);
  Math.random = () => generator.uniform();
  return {
    get state() {
      return generator.state;
    },
    set state(state) {
      generator = Generator.fromState(state);
    },
    restore() {
      Math.random = former;
    },
  };
}
