import * as tf from '@tensorflow/tfjs-core';
import { convBranch } from '../src/network/builders/conv-branch.js';
import { mmtm } from '../src/network/builders/mmtm.js';
import { MultiModalNetwork } from '../src/network/multi-modal-network.js';
import type { NetworkSpecification } from '../src/network/specification.js';
import { Generator } from '../src/random/generator.js';
import type { Batch } from '../src/training/batches.js';

/** A network and the batches that it is trained on. */
export interface Workload {
  readonly specification: NetworkSpecification;
  /** Samples a batch. */
  readonly batchSize: number;
}

/** The network of the paper's Colored-and-gray MNIST, as in the example. */
export function example(
  batchSize: number,
  filters: readonly number[] = [16, 32, 64, 64],
): Workload {
  const modality = (name: string, channels: number) => ({
    name,
    shape: [28, 28, channels],
    branch: convBranch({ filters: [...filters] }),
  });
  const specification = {
    modalities: [modality('gray', 1), modality('color', 3)],
    fusion: mmtm({ after: filters.map((_, stage) => stage + 1).slice(1), ratio: 4 }),
    classCount: 10,
  };
  return { specification, batchSize };
}

/** The network of `workload` with initial weights; the caller disposes of it. */
export function initialNetwork({ specification }: Workload): MultiModalNetwork {
  return new MultiModalNetwork(specification, Generator.stream(0, 'weights'));
}

/** A random batch for `workload`; the caller disposes of its inputs. */
export function randomBatch({ specification, batchSize }: Workload): Batch {
  const random = Generator.stream(0, 'bench');
  const { modalities, classCount } = specification;
  return {
    inputs: modalities.map(({ shape }) => {
      const values = { length: batchSize * tf.util.sizeFromShape([...shape]) };
      return tf.tensor(
        Float32Array.from(values, () => random.uniform() - 0.5),
        [batchSize, ...shape],
      );
    }),
    labels: Int32Array.from({ length: batchSize }, () => random.integer(classCount)),
  };
}
