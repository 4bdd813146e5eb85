import { canonicalJson } from './canonical-json.js';
import type { RunEvent } from './event.js';
import type { RunDescription } from './run.js';

/** What decides whether runs are seeds of one configuration. */
export interface PoolingFacts {
  readonly description: RunDescription;
  readonly events: readonly RunEvent[];
}

/**
 * Runs with equal keys are seeds of one configuration and may be pooled (ours): the same model file and what it
 * imported (by their hash), the same resolved configuration and balancing, the same modality alone where it is one;
 * only the seed differs. A run that {@link standsAlone} has a key of its own.
 */
export function poolingKey(facts: PoolingFacts): string {
  const { id, model, only, balancing, configuration } = facts.description;
  return standsAlone(facts) === null
    ? canonicalJson({
        hash: model.hash,
        only,
        balancing,
        configuration: withoutSeed(configuration),
      })
    : canonicalJson({ id });
}

/** Why a run is pooled with no other; null where it may be pooled. */
export function whyAlone({
  description,
  events,
}: PoolingFacts): 'switched' | 'unfinished' | 'unknown' | null {
  const ending = events.findLast((event) => event.type === 'state');
  if (events.some(({ type }) => type === 'strategy')) {
    return 'switched';
  }
  if (ending?.state !== 'finished') {
    return 'unfinished';
  }
  return description.model.hash === '' ? 'unknown' : null;
}

/** {@link whyAlone} in words, as the end of a sentence of the command line. */
export function standsAlone(facts: PoolingFacts): string | null {
  switch (whyAlone(facts)) {
    case 'switched':
      return 'its strategy was switched midway';
    case 'unfinished':
      return 'it has not finished';
    case 'unknown':
      return 'it does not say what was trained';
    case null:
      return null;
  }
}

/** A run's configuration apart from the seed, in which alone runs that are pooled may differ. */
export function withoutSeed({
  training,
  ...rest
}: Record<string, unknown>): Record<string, unknown> {
  if (typeof training !== 'object' || training === null) {
    return { ...rest, training };
  }
  return { ...rest, training: { ...training, seed: null } };
}
