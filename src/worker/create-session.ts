import { withPlaces } from '../model-file/bind-to-data.js';
import type { LoadedModelFile } from '../model-file/load-model-file.js';
import type { SeededMathRandom } from '../model-file/math-random.js';
import type { ResolvedDefinition } from '../model-file/resolve-definition.js';
import type { Checkpoint } from '../record/checkpoint.js';
import { Session } from '../training/session.js';
import type { LoadedNetwork } from './load-network.js';

/**
 * The session that trains what was loaded, as `resolved` says.
 *
 * @param mathRandom `Math.random` while it belongs to the run
 * @param checkpoint where to go on from; null: from the start
 * @throws Problem where they do not fit together
 */
export function createSession(
  model: LoadedModelFile,
  { dataset, network }: LoadedNetwork,
  { training, balancing }: ResolvedDefinition,
  mathRandom: SeededMathRandom,
  checkpoint: Checkpoint | null = null,
): Session {
  return withPlaces(
    model,
    () =>
      new Session({
        ...{ network, dataset, training, balancing, checkpoint },
        seed: training.seed,
        generators: new Map([['math-random', mathRandom]]),
      }),
  );
}
