import * as tf from '@tensorflow/tfjs-core';
import type { Flow } from './flow.js';
import {
  fusedTransferInEvaluation,
  hasEvaluationKernel,
  hasTransferKernels,
  type EvaluatedFeatures,
  type TransferWeights,
} from '../compute/transfer-kernels.js';
import { GateMean, shareOfBatch, type GateOptions } from './gate-mean.js';
import { gateFeatures } from './operations/gate-features.js';
import { linear } from './operations/linear.js';
import { spatialMean } from './operations/spatial-mean.js';
import { transfer } from './operations/transfer.js';
import type { MmtmSpecification } from './specification.js';
import type { Weights } from './weights.js';

interface Excitation {
  readonly kernel: tf.Variable<tf.Rank.R2>;
  readonly bias: tf.Variable<tf.Rank.R1>;
  readonly mean: GateMean;
}

/** What one fusion module makes of the branches' feature maps; null for the branch that a cut pass does not compute. */
export interface Fused {
  readonly features: readonly (tf.Tensor | null)[];
  /** s_k: [batch, channels] per branch; null where it is not computed, or not by itself (in a training step). */
  readonly squeezed: readonly (tf.Tensor2D | null)[];
}

/** s_k = global average pool of A_k: [batch, C_k] per branch, tensors of their own; null where there is no map. */
export function squeeze(features: readonly (tf.Tensor | null)[]): (tf.Tensor2D | null)[] {
  return features.map((map) => (map === null ? null : spatialMean(map)));
}

/**
 * Multi-modal transfer module (Vaezi Joze et al., CVPR 2020): s_k = global average pool of A_k;
 * z = relu([s_0, …]·W_sq + b_sq), of width int(2·ΣC/ratio), at least 1; e_k = z·W_k + b_k; Ã_k = g·σ(e_k) ⊙ A_k.
 *
 * Squeeze kernel [ΣC, width], excitation kernels [width, C_k].
 */
export class TransferModule {
  readonly #index: number;
  readonly #gateScale: number;
  readonly #squeezeKernel: tf.Variable<tf.Rank.R2>;
  readonly #squeezeBias: tf.Variable<tf.Rank.R1>;
  readonly #excitations: readonly Excitation[];

  /**
   * @param index the module's place among the fusion modules
   * @param channels C_k of every branch's feature map here
   */
  constructor(
    weights: Weights,
    index: number,
    modalities: readonly string[],
    channels: readonly number[],
    { ratio, ...gate }: GateOptions & Pick<MmtmSpecification, 'ratio'>,
  ) {
    const name = `fusion${String(index + 1)}`;
    const total = channels.reduce((sum, count) => sum + count, 0);
    const width = Math.max(1, Math.trunc((2 * total) / ratio));
    const squeeze = { kind: 'squeeze', module: index } as const;
    this.#index = index;
    this.#gateScale = gate.gateScale;
    this.#squeezeKernel = weights.drawn(`${name}.squeeze.kernel`, squeeze, [total, width], total);
    this.#squeezeBias = weights.drawn(`${name}.squeeze.bias`, squeeze, [width], total);
    this.#excitations = modalities.map((modality, branch) => {
      const role = { kind: 'excitation', module: index, branch } as const;
      const [prefix, size] = [`${name}.excitation.${modality}`, channels[branch]];
      return {
        kernel: weights.drawn(`${prefix}.kernel`, role, [width, size], width),
        bias: weights.drawn(`${prefix}.bias`, role, [size], width),
        mean: new GateMean(weights.statistic(`${name}.gate.${modality}.mean`, size, 0), gate),
      };
    });
  }

  /**
   * @param features [batch, …, C_k] per branch, null for the branch that a cut pass does not compute
   * @param seen how many training samples the gate means cover, in a step that adds its batch to them; null: they stay
   * @param given what {@link squeeze} made of the features, where that is known
   */
  fuse(
    features: readonly (tf.Tensor | null)[],
    flow: Flow<tf.Tensor>,
    seen: number | null,
    given?: readonly (tf.Tensor2D | null)[],
  ): Fused {
    if (seen !== null && areAllThere(features) && hasTransferKernels(features)) {
      const gated = this.#fuseInTraining(features, flow, seen);
      return { features: gated, squeezed: features.map(() => null) };
    }
    const start = {
      features,
      replacements: this.#replacements(features, flow),
      squeezed: given ?? null,
    };
    return seen === null && hasEvaluationKernel(start)
      ? this.#fuseInEvaluation(start, flow)
      : this.#compose(start, flow, seen);
  }

  /**
   * g·σ(e_k) of every branch for these squeezed vectors: what a regular pass multiplies its features with.
   *
   * @param squeezed [batch, C_k] per branch
   * @returns [batch, C_k] per branch
   */
  gates(squeezed: readonly tf.Tensor2D[]): tf.Tensor2D[] {
    const joint = this.#squeeze(squeezed);
    return this.#excitations.map((_, branch) =>
      this.#gate(joint, branch, { kind: 'regular' }, null),
    );
  }

  /** What every branch's gate is frozen to now: [1, C_k] per branch. */
  frozenGates(): tf.Tensor2D[] {
    return this.#excitations.map(({ mean }) => mean.frozen(1));
  }

  #fuseInTraining(
    features: readonly tf.Tensor[],
    flow: Flow<tf.Tensor>,
    seen: number,
  ): tf.Tensor[] {
    const means = this.#excitations.map(({ mean }) => mean);
    return transfer(
      features,
      this.#weights,
      {
        gateScale: this.#gateScale,
        frozen: flow.kind === 'frozen' ? flow.modality : null,
      },
      {
        variables: means.map(({ variable }) => variable),
        ofSigmoid: means[0].ofSigmoid,
        share: shareOfBatch(features[0].shape[0], seen),
      },
    );
  }

  #fuseInEvaluation(start: EvaluatedFeatures, flow: Flow<tf.Tensor>): Fused {
    const frozen =
      flow.kind === 'frozen'
        ? { branch: flow.modality, constant: this.#excitations[flow.modality].mean.frozen(1) }
        : null;
    const made = fusedTransferInEvaluation(start, this.#weights, this.#gateScale, frozen);
    return { features: made.gated, squeezed: made.squeezed };
  }

  /** The same of tf's operations. */
  #compose(
    { features, replacements, squeezed: given }: EvaluatedFeatures,
    flow: Flow<tf.Tensor>,
    seen: number | null,
  ): Fused {
    const squeezed = given ?? squeeze(features);
    const vectors = squeezed.map((own, branch) => own ?? replacements[branch]);
    const joint = this.#squeeze(vectors.filter((one) => one !== null));
    const gated = features.map((map, branch) =>
      map === null ? null : gateFeatures(map, this.#gate(joint, branch, flow, seen)),
    );
    return { features: gated, squeezed };
  }

  get #weights(): TransferWeights {
    return {
      squeezeKernel: this.#squeezeKernel,
      squeezeBias: this.#squeezeBias,
      excitations: this.#excitations,
    };
  }

  /** z: [batch, width] */
  #squeeze(vectors: readonly tf.Tensor2D[]): tf.Tensor2D {
    return tf.relu(linear(tf.concat([...vectors], 1), this.#squeezeKernel, this.#squeezeBias));
  }

  /** What stands for the squeezed vectors of a branch that is not computed, [batch, channels]; null for the others. */
  #replacements(
    features: readonly (tf.Tensor | null)[],
    flow: Flow<tf.Tensor>,
  ): (tf.Tensor2D | null)[] {
    const batch = features.find((map) => map !== null)?.shape[0] ?? 0;
    return features.map((map) => (map === null ? this.#replacement(flow, batch) : null));
  }

  #replacement(flow: Flow<tf.Tensor>, batch: number): tf.Tensor2D {
    if (flow.kind !== 'cut') {
      throw new Error(`A feature map is missing in a ${flow.kind} pass.`);
    }
    const vectors = flow.replacement[this.#index];
    return isMatrix(vectors) ? vectors : tf.add(vectors, tf.zeros<tf.Rank.R2>([batch, 1]));
  }

  #gate(
    joint: tf.Tensor2D,
    branch: number,
    flow: Flow<tf.Tensor>,
    seen: number | null,
  ): tf.Tensor2D {
    const { kernel, bias, mean } = this.#excitations[branch];
    const excitation = linear(joint, kernel, bias);
    if (seen !== null) {
      mean.include(excitation, seen);
    }
    // The mean after this batch: the constant covers the current batch too.
    return flow.kind === 'frozen' && flow.modality === branch
      ? mean.frozen(joint.shape[0])
      : tf.mul(tf.sigmoid(excitation), this.#gateScale);
  }
}

function areAllThere(features: readonly (tf.Tensor | null)[]): features is readonly tf.Tensor[] {
  return features.every((map) => map !== null);
}

function isMatrix(vectors: tf.Tensor): vectors is tf.Tensor2D {
  return vectors.rank === 2;
}
