import { antiGuided } from '../../src/balancing/anti-guided.js';
import { guided } from '../../src/balancing/guided.js';
import { random } from '../../src/balancing/random.js';
import { vanilla } from '../../src/balancing/vanilla.js';
import type { BalancingConfiguration } from '../../src/record/balancing.js';

/** One way to train, run once a seed. */
export interface Condition {
  readonly name: string;
  /** Name of the model file in `models/`, without its ending. */
  readonly model: string;
  /** `matched`: random with the dose that {@link Condition.after} had with the same seed. */
  readonly balancing: BalancingConfiguration | 'matched';
  /** Name of the one modality that is trained alone; null for both. */
  readonly only: 'gray' | 'color' | null;
  /** Name of the condition whose run of the same seed is needed before: its dose, or its data to be evaluated on. */
  readonly after: string | null;
  /** `claim`: what re-balancing does; `proxy`: only for the correlation of d_speed with d_util. */
  readonly part: 'claim' | 'proxy';
}

/** What most conditions of a part have. */
const common = {
  claim: { model: 'colored-and-gray', only: null, after: null, part: 'claim' },
  proxy: { balancing: vanilla(), only: null, after: null, part: 'proxy' },
} as const;

/** Everything that is run with every seed, in this order. */
export const conditions: readonly Condition[] = [
  { ...common.claim, name: 'vanilla', balancing: vanilla() },
  { ...common.claim, name: 'guided', balancing: guided() },
  { ...common.claim, name: 'random-matched', balancing: 'matched', after: 'guided' },
  { ...common.claim, name: 'random', balancing: random() },
  { ...common.claim, name: 'anti-guided', balancing: antiGuided() },
  { ...common.claim, name: 'no-fusion', model: 'no-fusion', balancing: vanilla() },
  { ...common.claim, name: 'gray-alone', balancing: vanilla(), only: 'gray', after: 'vanilla' },
  { ...common.claim, name: 'color-alone', balancing: vanilla(), only: 'color', after: 'vanilla' },
  { ...common.proxy, name: 'swapped', model: 'swapped' },
  { ...common.proxy, name: 'identical', model: 'identical' },
  { ...common.proxy, name: 'no-color-variance', model: 'no-color-variance' },
  { ...common.proxy, name: 'more-color-variance', model: 'more-color-variance' },
  { ...common.proxy, name: 'shuffled-labels', model: 'shuffled-labels' },
];

/** The condition called `name`. Throws where there is none. */
export function conditionNamed(name: string): Condition {
  const found = conditions.find((condition) => condition.name === name);
  if (found === undefined) {
    throw new Error(`No condition ${name}`);
  }
  return found;
}
