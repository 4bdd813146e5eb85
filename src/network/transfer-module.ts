import * as tf from '@tensorflow/tfjs-core';
import { hasTransferKernels, type TransferWeights } from '../compute/transfer-kernels.js';
import type { Flow } from './flow.js';
import { GateMean, shareOfBatch, type GateOptions } from './gate-mean.js';
import { ungated, type GatedFeatures } from './operations/gated-features.js';
import { linear } from './operations/linear.js';
import { spatialMean } from './operations/spatial-mean.js';
import { gateOf, jointVectors, transferGates } from './operations/transfer-gates.js';
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
  /** Ã_k = gate ⊙ A_k. */
  readonly features: readonly (GatedFeatures | null)[];
  /** s_k: [batch, channels] per branch; null where it is not computed, or not by itself (in a training step). */
  readonly squeezed: readonly (tf.Tensor2D | null)[];
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
   * @param given the squeezed vectors of the features, where they are known
   */
  fuse(
    features: readonly (tf.Tensor | null)[],
    flow: Flow<tf.Tensor>,
    seen: number | null,
    given?: readonly (tf.Tensor2D | null)[],
  ): Fused {
    if (seen === null) {
      return this.#fuseInEvaluation(features, flow, given);
    }
    const maps = features.filter((map) => map !== null);
    if (maps.length < features.length) {
      throw new Error('A feature map is missing in a training step.');
    }
    return hasTransferKernels(maps)
      ? this.#fuseInTraining(maps, flow, seen)
      : this.#compose(maps, flow, seen);
  }

  /**
   * g·σ(e_k) of every branch for these squeezed vectors: what a regular pass multiplies its features with.
   *
   * @param squeezed [batch, C_k] per branch
   * @returns [batch, C_k] per branch
   */
  gates(squeezed: readonly tf.Tensor2D[]): tf.Tensor2D[] {
    const { gates } = transferGates(squeezed, this.#weights, this.#gateScale);
    return gates.filter((gate) => gate !== null);
  }

  /** What every branch's gate is frozen to now: [1, C_k] per branch. */
  frozenGates(): tf.Tensor2D[] {
    return this.#excitations.map(({ mean }) => mean.frozen(1));
  }

  #fuseInEvaluation(
    features: readonly (tf.Tensor | null)[],
    flow: Flow<tf.Tensor>,
    given: readonly (tf.Tensor2D | null)[] | undefined,
  ): Fused {
    const batch = features.find((map) => map !== null)?.shape[0] ?? 0;
    const seen = features.map(
      (map, branch) => given?.[branch] ?? map ?? this.#replacement(flow, batch),
    );
    // Neither a branch that is cut off nor one that is frozen has a gate of this batch.
    const without = flow.kind === 'regular' ? null : flow.modality;
    const { squeezed, gates } = transferGates(seen, this.#weights, this.#gateScale, without);
    return {
      features: features.map(
        (map, branch) =>
          map && { features: map, gate: gates[branch] ?? this.#frozenGate(branch, batch) },
      ),
      squeezed: squeezed.map((vectors, branch) => (features[branch] === null ? null : vectors)),
    };
  }

  #fuseInTraining(features: readonly tf.Tensor[], flow: Flow<tf.Tensor>, seen: number): Fused {
    const means = this.#excitations.map(({ mean }) => mean);
    const gated = transfer(
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
    return { features: gated.map(ungated), squeezed: features.map(() => null) };
  }

  /** The same of tf's operations. */
  #compose(features: readonly tf.Tensor[], flow: Flow<tf.Tensor>, seen: number): Fused {
    const squeezed = features.map(spatialMean);
    const joint = jointVectors(squeezed, this.#weights);
    const gated = features.map((map, branch) => {
      const { kernel, bias, mean } = this.#excitations[branch];
      const excitation = linear(joint, kernel, bias);
      mean.include(excitation, seen);
      // The mean after this batch: the constant covers the current batch too.
      const gate =
        flow.kind === 'frozen' && flow.modality === branch
          ? this.#frozenGate(branch, joint.shape[0])
          : gateOf(excitation, this.#gateScale);
      return { features: map, gate };
    });
    return { features: gated, squeezed };
  }

  get #weights(): TransferWeights {
    return {
      squeezeKernel: this.#squeezeKernel,
      squeezeBias: this.#squeezeBias,
      excitations: this.#excitations,
    };
  }

  #frozenGate(branch: number, batch: number): tf.Tensor2D {
    return this.#excitations[branch].mean.frozen(batch);
  }

  /** What stands for the squeezed vectors of the branch that is not computed, [batch, channels]. */
  #replacement(flow: Flow<tf.Tensor>, batch: number): tf.Tensor2D {
    if (flow.kind !== 'cut') {
      throw new Error(`A feature map is missing in a ${flow.kind} pass.`);
    }
    const vectors = flow.replacement[this.#index];
    return isMatrix(vectors) ? vectors : tf.add(vectors, tf.zeros<tf.Rank.R2>([batch, 1]));
  }
}

function isMatrix(vectors: tf.Tensor): vectors is tf.Tensor2D {
  return vectors.rank === 2;
}
