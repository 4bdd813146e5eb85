import * as tf from '@tensorflow/tfjs-core';
import type { Generator } from '../random/generator.js';
import type { HostTensor, TensorMap } from '../record/checkpoint.js';
import { Branch, type FoldedStages } from './branch.js';
import { branchShapes, normalizesOne } from './branch-shapes.js';
import type { Flow } from './flow.js';
import { fusionPoints } from './fusion-points.js';
import { shareOfBatch } from './gate-mean.js';
import { checkLayersAreOwn, takeLayers } from './layers-rules.js';
import { ungated, type GatedFeatures } from './operations/gated-features.js';
import { spatialMean } from './operations/spatial-mean.js';
import type { Parameter, Statistic } from './parameter.js';
import { recalibrate } from './recalibration.js';
import type { NetworkSpecification } from './specification.js';
import { TransferModule } from './transfer-module.js';
import { exportTensors, importTensors } from './weight-transfer.js';
import { Weights } from './weights.js';

/** What one pass computes. Its tensors belong to the caller. */
export interface Forward {
  /** [batch, classes] per branch; null for the branch that a cut pass does not compute. */
  readonly logits: readonly (tf.Tensor2D | null)[];
  /** Squeezed vectors [module][branch], [batch, channels]; null where not computed, or in training not by themselves. */
  readonly squeezed: readonly (readonly (tf.Tensor2D | null)[])[];
}

/** What does not depend on the flow in evaluation, by branch. Its tensors belong to the caller. */
export interface Prefix {
  /** The feature maps right before the first fusion module, before the heads without fusion. */
  readonly features: readonly tf.Tensor[];
  /** Their squeezed vectors, [batch, channels]; none without fusion. */
  readonly squeezed: readonly tf.Tensor2D[];
  /** The stages behind that module, with what follows from their weights alone. */
  readonly folded: readonly FoldedStages[];
}

/** How a pass computes: in a training step or in evaluation, and whether the gate means take its batch in. */
interface Manner {
  readonly training: boolean;
  readonly includeInGateMeans: boolean;
}

/** What a pass begins with, by branch; null for the branch that a cut pass does not compute. */
interface Start {
  readonly features: readonly (tf.Tensor | null)[];
  /** What the first module squeezes the features to, where it is known already. */
  readonly squeezed?: readonly (tf.Tensor2D | null)[];
  /** The stages behind the first module, where they are folded already. */
  readonly folded?: readonly FoldedStages[];
}

const evaluation: Manner = { training: false, includeInGateMeans: false };

/**
 * Uni-modal branches with fusion modules between their stages, and all of their weights.
 *
 * There is no mode to forget about: every pass says for itself how information flows and whether it trains. Evaluation
 * changes nothing; a training pass moves batch norm's running statistics and the gate means, exactly once.
 */
export class MultiModalNetwork {
  readonly specification: NetworkSpecification;
  /** The fewest samples of a training batch: 2 where a batch norm of ours sees one value a channel of each sample. */
  readonly leastBatch: number;
  /** How many training samples the gate means cover; kept in checkpoints beside the weights. */
  gateSamples = 0;
  readonly #weights: Weights;
  readonly #branches: readonly Branch[];
  readonly #modules: readonly TransferModule[];
  /** After which stage of each branch every module sits: [module][branch]. */
  readonly #points: readonly (readonly number[])[];

  /**
   * Checks the specification as a whole, then draws the weights from `random`. Layers of tf.layers draw their own, from
   * `Math.random`, and belong to this network from then on.
   *
   * @throws Problem `model-file` with the entry at fault
   */
  constructor(specification: NetworkSpecification, random: Generator) {
    const { modalities, classCount, fusion } = specification;
    this.specification = specification;
    this.#points = fusionPoints(specification);
    checkLayersAreOwn(specification);
    const shapes = modalities.map((modality) => branchShapes(modality, classCount));
    takeLayers(specification);
    this.leastBatch = modalities.some(({ branch }, index) => normalizesOne(branch, shapes[index]))
      ? 2
      : 1;
    const weights = new Weights(random);
    this.#weights = weights;
    this.#branches = modalities.map(
      (modality, index) => new Branch(weights, modality, index, shapes[index], classCount),
    );
    const names = modalities.map(({ name }) => name);
    this.#modules =
      fusion === null
        ? []
        : this.#points.map((point, index) => {
            const channels = point.map((stage, branch) => shapes[branch][stage].at(-1) ?? 0);
            return new TransferModule(weights, index, names, channels, fusion);
          });
  }

  /** Everything that is trained: the branches in order, then the fusion modules. */
  get parameters(): readonly Parameter[] {
    return this.#weights.parameters;
  }

  get statistics(): readonly Statistic[] {
    return this.#weights.statistics;
  }

  get moduleCount(): number {
    return this.#modules.length;
  }

  /** θ_k: every trainable parameter of branch k: stages, normalisation, head. */
  branchParameters(branch: number): readonly Parameter[] {
    return this.parameters.filter(({ role }) => role.kind === 'branch' && role.branch === branch);
  }

  /** θ_k': the fusion parameters that feed branch k: its own excitation layers and the shared squeeze layers. */
  fusionParameters(branch: number): readonly Parameter[] {
    return this.parameters.filter(
      ({ role }) =>
        role.kind === 'squeeze' || (role.kind === 'excitation' && role.branch === branch),
    );
  }

  /**
   * One pass over a batch.
   *
   * In training it belongs inside `tf.variableGrads`. A frozen pass gives the frozen branch's excitation layers no
   * gradient at all: they are absent from its result. Cutting is for evaluation.
   *
   * @param inputs one tensor a modality: [batch, …shape of a sample]
   */
  forward(
    inputs: readonly tf.Tensor[],
    { flow, training }: { readonly flow: Flow<tf.Tensor>; readonly training: boolean },
  ): Forward {
    if (training && flow.kind === 'cut') {
      throw new Error('A cut pass is for evaluation.');
    }
    const manner = { training, includeInGateMeans: training };
    const forward = this.#pass(() => this.#start(inputs, flow, manner), flow, manner);
    if (training) {
      this.gateSamples += inputs[0].shape[0];
    }
    return forward;
  }

  /** Whether training passes of the same flow and shapes are the same operations: not where a layer of tf.layers may decide. */
  get isRepeatable(): boolean {
    return this.specification.modalities.every(
      ({ branch }) =>
        branch.head.kind !== 'layers' && branch.stages.every(({ kind }) => kind !== 'layers'),
    );
  }

  /** What the next training pass is given beside its samples, by the names that kernels have for it. */
  passNumbers(samples: number): Readonly<Record<string, number>> {
    return { share: shareOfBatch(samples, this.gateSamples) };
  }

  /** Evaluates what comes before the first fusion module; {@link forwardFrom} goes on from there. */
  beforeFusion(inputs: readonly tf.Tensor[]): Prefix {
    return keeping(tensorsOfPrefix, () => {
      const features = present(this.#start(inputs, { kind: 'regular' }, evaluation).features);
      const squeezed = this.#modules.length === 0 ? [] : features.map(spatialMean);
      const folded = this.#branches.map((branch, index) =>
        branch.fold(this.#points[0]?.[index] ?? Infinity),
      );
      return { features, squeezed, folded };
    });
  }

  /** Evaluates the rest of a pass, from what {@link beforeFusion} returned; the same as {@link forward} bit for bit. */
  forwardFrom(prefix: Prefix, flow: Flow<tf.Tensor>): Forward {
    return this.#pass(
      () => ({
        features: prefix.features.map((map, branch) => (isCut(flow, branch) ? null : map)),
        squeezed: prefix.squeezed.map((vectors, branch) => (isCut(flow, branch) ? null : vectors)),
        folded: prefix.folded,
      }),
      flow,
      evaluation,
    );
  }

  /**
   * The gates that a regular pass in evaluation has for these squeezed vectors.
   *
   * @param squeezed [batch, channels] by [module][branch]
   * @returns [batch, channels] by [module][branch]; they belong to the caller
   */
  gates(squeezed: readonly (readonly tf.Tensor2D[])[]): tf.Tensor2D[][] {
    return tf.tidy(() => this.#modules.map((module, position) => module.gates(squeezed[position])));
  }

  /** What the gates are frozen to in a re-balancing step: [1, channels] by [module][branch]; they belong to the caller. */
  frozenGates(): tf.Tensor2D[][] {
    return tf.tidy(() => this.#modules.map((module) => module.frozenGates()));
  }

  /**
   * Estimates batch norm's running statistics anew, as the mean over `batches` in training-like passes with every
   * modality; gate means stay. Batch norm inside a tf.layers wrapper (time-distributed, say) keeps its statistics.
   *
   * @param batches inputs as for {@link forward}; disposing of them is theirs
   */
  async recalibrateBatchNorm(batches: AsyncIterable<readonly tf.Tensor[]>): Promise<void> {
    const manner = { training: true, includeInGateMeans: false };
    const flow = { kind: 'regular' } as const;
    await recalibrate(this.#weights.runningStatistics, batches, (inputs) => {
      disposeForward(this.#pass(() => this.#start(inputs, flow, manner), flow, manner));
    });
  }

  /** Copies of the parameters and statistics on the host, by name. */
  exportWeights(): Promise<Map<string, HostTensor>> {
    return exportTensors([...this.parameters, ...this.statistics]);
  }

  /**
   * Sets all parameters and statistics; nothing changes unless all fit.
   *
   * @throws Problem `weights` with the entry that is missing, too many or of another shape
   */
  importWeights(tensors: TensorMap): void {
    importTensors([...this.parameters, ...this.statistics], tensors);
  }

  /** Frees the weights, those of tf.layers included. */
  dispose(): void {
    this.#weights.dispose();
  }

  /** What comes before the first fusion module. */
  #start(inputs: readonly tf.Tensor[], flow: Flow<tf.Tensor>, { training }: Manner): Start {
    if (inputs.length !== this.#branches.length) {
      throw new Error(`${String(this.#branches.length)} inputs are needed, one a modality.`);
    }
    const features = this.#branches.map((branch, index) => {
      if (isCut(flow, index)) {
        return null;
      }
      const [input, end] = [ungated(inputs[index]), this.#points[0]?.[index]];
      return training ? branch.train(input, 0, end) : branch.evaluate(input, 0, end);
    });
    return { features };
  }

  #pass(start: () => Start, flow: Flow<tf.Tensor>, manner: Manner): Forward {
    this.#requireModality(flow);
    return keeping(tensorsOf, () => {
      const started = start();
      let { features } = started;
      const squeezed = this.#modules.map((module, position) => {
        const fused = module.fuse(
          features,
          flow,
          manner.includeInGateMeans ? this.gateSamples : null,
          position === 0 ? started.squeezed : undefined,
        );
        features = fused.features.map(
          (map, branch) =>
            map &&
            this.#afterModule(map, position, branch, manner.training, started.folded?.[branch]),
        );
        return fused.squeezed;
      });
      const logits = features.map(
        (map, branch) => map && this.#branches[branch].predict(map, manner.training),
      );
      return { logits, squeezed };
    });
  }

  /** Runs the stages between fusion module `position` and the next one, or the last stage. */
  #afterModule(
    map: GatedFeatures,
    position: number,
    branch: number,
    training: boolean,
    folded?: FoldedStages,
  ): tf.Tensor {
    const [from, to] = [this.#points[position][branch], this.#points[position + 1]?.[branch]];
    const stages = this.#branches[branch];
    return training ? stages.train(map, from, to) : stages.evaluate(map, from, to, folded);
  }

  #requireModality(flow: Flow<tf.Tensor>): void {
    if (flow.kind !== 'regular' && this.#branches[flow.modality] === undefined) {
      throw new RangeError(`There is no modality number ${String(flow.modality)}.`);
    }
  }
}

/** Frees what {@link MultiModalNetwork.beforeFusion} returned. */
export function disposePrefix(prefix: Prefix): void {
  tf.dispose(tensorsOfPrefix(prefix));
}

function tensorsOfPrefix({ features, squeezed, folded }: Prefix): tf.Tensor[] {
  const stages = folded.flatMap((ofBranch) => [...ofBranch.values()]);
  return [...features, ...squeezed, ...stages.flatMap(({ tensors }) => tensors)];
}

function isCut(flow: Flow<tf.Tensor>, branch: number): boolean {
  return flow.kind === 'cut' && flow.modality === branch;
}

function present<T>(values: readonly (T | null)[]): T[] {
  return values.filter((value) => value !== null);
}

function tensorsOf({ logits, squeezed }: Forward): tf.Tensor2D[] {
  return present([...logits, ...squeezed.flat()]);
}

function disposeForward(forward: Forward): void {
  tf.dispose(tensorsOf(forward));
}

/** `compute`, with all tensors freed but those of its result. */
function keeping<Result>(
  tensorsIn: (result: Result) => tf.Tensor[],
  compute: () => Result,
): Result {
  tf.engine().startScope();
  let kept: tf.Tensor[] = [];
  try {
    const result = compute();
    kept = tensorsIn(result);
    return result;
  } finally {
    tf.engine().endScope(kept);
  }
}
