import type { layers } from '@tensorflow/tfjs-layers';

/** A layer or model of tf.layers that a person hands in as a stage or a head. */
export type LayersLayer = layers.Layer;

/** 3×3 convolution with symmetric zero padding 1 and bias, batch norm, relu. */
export interface ConvolutionStage {
  readonly kind: 'convolution';
  readonly filters: number;
  readonly stride: number;
}

/** Dense layer with bias, batch norm, relu; for vectors. */
export interface DenseStage {
  readonly kind: 'dense';
  readonly units: number;
}

/** Any tf.layers layer or model; it keeps tf's ways (initialisers, padding, batch norm). */
export interface LayersStage {
  readonly kind: 'layers';
  readonly layer: LayersLayer;
}

/** One step of a branch; fusion modules sit after stages. */
export type Stage = ConvolutionStage | DenseStage | LayersStage;

/** What turns a branch's last feature map into one logit a class. */
export type Head =
  /** Global average pool (nothing to pool for vectors) and a dense layer. */
  | { readonly kind: 'pooled' }
  /** A tf.layers layer or model whose output is [batch, classes] logits. */
  | { readonly kind: 'layers'; readonly layer: LayersLayer };

/** A uni-modal network: stages in order, then a head. */
export interface BranchSpecification {
  readonly stages: readonly Stage[];
  readonly head: Head;
}

/**
 * Where one fusion module sits: after stage number n of every branch (from 1), or after a stage of its own in each
 * branch, by modality.
 */
export type FusionPoint = number | Readonly<Record<string, number>>;

/** Multi-modal transfer modules (Vaezi Joze et al., CVPR 2020), every option resolved. */
export interface MmtmSpecification {
  readonly kind: 'mmtm';
  readonly after: readonly FusionPoint[];
  /** Squeeze width is int(2·ΣC / ratio). */
  readonly ratio: number;
  /** g in Ã_k = g·σ(e_k) ⊙ A_k: 2 in the papers, 1 in their published code. */
  readonly gateScale: number;
  /** The constant of a frozen gate: g·σ(mean e_k), or g·mean σ(e_k) as in the published code. */
  readonly frozenGate: 'mean-of-excitation' | 'mean-of-sigmoid';
}

/** How the branches exchange information; null: not at all. */
export type FusionSpecification = MmtmSpecification | null;

/** A whole network: its branches in order, their inputs, their fusion. */
export interface NetworkSpecification {
  readonly modalities: readonly {
    readonly name: string;
    /** Shape of one sample: [height, width, channels] or [features]. */
    readonly shape: readonly number[];
    readonly branch: BranchSpecification;
  }[];
  readonly fusion: FusionSpecification;
  readonly classCount: number;
}
