import type { Correctness } from '../../../src/metrics/correctness.js';
import { Generator } from '../../../src/random/generator.js';
import { twoBranches } from './two-branches.js';

/** Two simulated branches: how often each is right with both modalities, and with the other one cut off. */
export interface SimulatedBranches {
  readonly samples: number;
  readonly accuracies: readonly [number, number];
  readonly accuraciesCut: readonly [number, number];
}

/**
 * Correctness of two branches on samples of unequal difficulty: half of the samples are as hard for both branches, and
 * on seven in ten a branch that is wrong with both modalities stays wrong without one. The accuracies are exact in
 * expectation, and so are all that follows from them.
 */
export function simulate(
  { samples, accuracies, accuraciesCut }: SimulatedBranches,
  generator: Generator,
): Correctness {
  const empty = (): Uint8Array => new Uint8Array(samples);
  const intact = [empty(), empty()] as const;
  const cut = [empty(), empty()] as const;
  for (let sample = 0; sample < samples; sample += 1) {
    const shared = generator.uniform() < 0.5 ? generator.uniform() : null;
    for (const branch of [0, 1]) {
      const isRight = (shared ?? generator.uniform()) < accuracies[branch];
      const isTied = generator.uniform() < 0.7;
      const share = isTied ? accuraciesCut[branch] / accuracies[branch] : accuraciesCut[branch];
      intact[branch][sample] = Number(isRight);
      cut[branch][sample] = Number((isRight || !isTied) && generator.uniform() < share);
    }
  }
  return twoBranches({ intact, cut });
}
