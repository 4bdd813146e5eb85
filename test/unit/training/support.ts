import type { Dataset, Split } from '../../../src/data/dataset.js';
import { memorySplit, type Column } from '../../../src/data/memory-split.js';
import { denseBranch } from '../../../src/network/builders/dense-branch.js';
import { mmtm } from '../../../src/network/builders/mmtm.js';
import { MultiModalNetwork } from '../../../src/network/multi-modal-network.js';
import type { FusionSpecification } from '../../../src/network/specification.js';
import { Generator } from '../../../src/random/generator.js';
import type { BalancingConfiguration } from '../../../src/record/balancing.js';
import type { Checkpoint } from '../../../src/record/checkpoint.js';
import type { RunEvent } from '../../../src/record/event.js';
import type { Step } from '../../../src/record/step.js';
import { resolveTraining, type TrainingOptions } from '../../../src/training/configuration.js';
import { sgd } from '../../../src/training/optimizers/sgd.js';
import { Session, type SessionOptions } from '../../../src/training/session.js';
import type { SessionItem } from '../../../src/training/session/session-item.js';
import { startRung } from '../../support/rung.js';

await startRung('cpu');

export const names = ['left', 'right', 'middle'];
const classCount = 3;
const features = 4;

/** What the features of a modality are for a sample of class `label`. */
export type Features = (label: number, random: Generator, modality: number) => number[];

/** Noise around a point that tells the class. */
export const telling: Features = (label, random) =>
  Array.from({ length: features }, (_, index) => (index === label ? 2 : 0) + random.uniform());

/** Says nothing of the class. */
export const noise: Features = (_, random) =>
  Array.from({ length: features }, () => random.uniform());

/** The same for every sample. */
export const constantFeatures: Features = () => Array.from({ length: features }, () => 0.5);

/** Vectors of `modalities` modalities in memory; each split is drawn from a stream of its own. */
export function vectors({
  sizes = { train: 24, validation: 12, test: 6 },
  modalities = [telling, telling],
  shuffle = true,
}: {
  sizes?: Record<'train' | 'validation' | 'test', number>;
  modalities?: readonly Features[];
  shuffle?: boolean;
} = {}): Dataset {
  const split = (name: 'train' | 'validation' | 'test'): Split => {
    const labels = Int32Array.from({ length: sizes[name] }, (_, index) => index % classCount);
    const columns = modalities.map((draw, modality): [string, Column] => {
      const random = Generator.stream(3, `${name}/${modality}`);
      const rows = Array.from(labels, (label) => draw(label, random, modality));
      const write: Column['write'] = (sample, target, offset) => {
        target.set(rows[sample], offset);
      };
      return [names[modality], { width: features, write }];
    });
    return memorySplit(labels, new Map(columns));
  };
  return {
    modalities: modalities.map((_, modality) => ({
      name: names[modality],
      shape: [features],
      kind: 'vector',
    })),
    classes: ['zero', 'one', 'two'],
    splits: { train: split('train'), validation: split('validation'), test: split('test') },
    shuffle,
  };
}

/** `split`, and what samples are asked of it, read by read. */
export function watched(split: Split): { readonly split: Split; readonly reads: number[][] } {
  const reads: number[][] = [];
  const read: Split['read'] = (indices) => {
    reads.push([...indices]);
    return split.read(indices);
  };
  return { split: { ...split, read }, reads };
}

/** A network for {@link vectors} of `count` modalities. */
export function network(
  count = 2,
  fusion: FusionSpecification = count > 1 ? mmtm({ after: [1, 2] }) : null,
): MultiModalNetwork {
  const specification = {
    modalities: names
      .slice(0, count)
      .map((name) => ({ name, shape: [features], branch: denseBranch({ units: [6, 6] }) })),
    fusion,
    classCount,
  };
  return new MultiModalNetwork(specification, Generator.stream(5, 'weights'));
}

export const vanilla: BalancingConfiguration = { strategy: 'vanilla' };

/** Boosts whenever it may, after a warm-up of one epoch. */
export function guidedBy(window: number): BalancingConfiguration {
  return { strategy: 'guided', alpha: 0, window, warmUpEpochs: 1 };
}

export const guided = guidedBy(2);

/** A session with everything small; 4 batches of 6 samples an epoch. */
export function session(
  options: Partial<Omit<SessionOptions, 'training'>> & { training?: Partial<TrainingOptions> } = {},
): Session {
  const { training, ...others } = options;
  let time = 0;
  return new Session({
    network: options.network ?? network(),
    dataset: vectors(),
    balancing: vanilla,
    seed: 11,
    clock: () => (time += 1),
    ...others,
    training: resolveTraining({
      epochs: 3,
      batchSize: 6,
      optimizer: sgd({ learningRate: 0.05, momentum: 0.9 }),
      utilization: { every: null },
      checkpoints: { everyMinutes: null },
      ...training,
    }),
  });
}

/** What a session told, by kind. */
export interface Told {
  readonly items: SessionItem[];
  readonly steps: Step[];
  readonly events: RunEvent[];
  readonly checkpoints: Checkpoint[];
}

/** Everything that a session tells, `watch` called after each item. */
export async function run(running: Session, watch?: (told: Told) => void): Promise<Told> {
  const told: Told = { items: [], steps: [], events: [], checkpoints: [] };
  for await (const item of running.run()) {
    told.items.push(item);
    if (item.kind === 'step') {
      told.steps.push(item.step);
    } else if (item.kind === 'event') {
      told.events.push(item.event);
    } else {
      told.checkpoints.push(item.checkpoint);
    }
    watch?.(told);
  }
  return told;
}

/** The states of a session, in order. */
export function statesOf({ items }: Told): string[] {
  return items.map(stateOf).filter((state) => state !== null);
}

/** The state that an item tells; null where it tells something else. */
export function stateOf(item: SessionItem): string | null {
  return item.kind === 'event' && item.event.type === 'state' ? item.event.state : null;
}

/** What must not depend on the wall clock. */
export function timeless(steps: readonly Step[]): Step[] {
  return steps.map((step) => ({ ...step, time: 0, duration: 0 }));
}
