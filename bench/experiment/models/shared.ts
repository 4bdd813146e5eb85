// What every model of the experiment has in common. Changing anything here changes what the frozen seeds were run with.
import {
  convBranch,
  defineMultimodal,
  mmtm,
  sgd,
  type DataSource,
  type MultimodalDefinition,
} from 'modality-lens';

/** What the models of the experiment differ in. */
interface Variant {
  readonly name: string;
  readonly data: DataSource;
  /** Names of the two modalities, in the order of their branches; default: gray, color. */
  readonly modalities?: readonly [string, string];
  /** Whether the branches exchange anything; default true. */
  readonly fused?: boolean;
}

/** A model of the experiment: two branches of the same size, three fusion modules, plain SGD. */
export function experimentModel({
  name,
  data,
  modalities = ['gray', 'color'],
  fused = true,
}: Variant): MultimodalDefinition {
  const [first, second] = modalities;
  return defineMultimodal({
    name,
    data,
    modalities: {
      [first]: convBranch({ filters: [8, 16, 32, 32] }),
      [second]: convBranch({ filters: [8, 16, 32, 32] }),
    },
    fusion: fused ? mmtm({ after: [2, 3, 4], ratio: 4 }) : null,
    training: {
      epochs: 16,
      batchSize: 64,
      optimizer: sgd({ learningRate: 0.05 }),
      utilization: { every: 4, samples: null },
    },
  });
}
