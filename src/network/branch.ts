import type * as tf from '@tensorflow/tfjs-core';
import type { BuiltHead, BuiltStage, FoldedStage } from './built-stage.js';
import { BuiltConvolution } from './convolution-stage.js';
import { BuiltDense } from './dense-stage.js';
import { BuiltLayers } from './layers-stage.js';
import { applyGate, ungated, type GatedFeatures } from './operations/gated-features.js';
import type { ParameterRole } from './parameter.js';
import { PooledHead } from './pooled-head.js';
import type { NetworkSpecification, Stage } from './specification.js';
import type { Weights } from './weights.js';

type ModalitySpecification = NetworkSpecification['modalities'][number];

/** Stages of a branch as they are in evaluation. */
export type FoldedStages = ReadonlyMap<BuiltStage, FoldedStage>;

/** A uni-modal network with its weights: stages in order, then a head. */
export class Branch {
  readonly #stages: readonly BuiltStage[];
  readonly #head: BuiltHead;

  /**
   * @param index the branch's place among the modalities
   * @param shapes one sample's shape before the first stage and after each, as `branchShapes` inferred them
   */
  constructor(
    weights: Weights,
    { name, branch }: ModalitySpecification,
    index: number,
    shapes: readonly (readonly number[])[],
    classCount: number,
  ) {
    const role: ParameterRole = { kind: 'branch', branch: index };
    const channels = shapes.map((shape) => shape[shape.length - 1]);
    this.#stages = branch.stages.map((stage, position) =>
      builtStage(weights, `${name}.stage${String(position + 1)}`, role, stage, channels[position]),
    );
    this.#head =
      branch.head.kind === 'pooled'
        ? new PooledHead(weights, `${name}.head`, role, channels[branch.stages.length], classCount)
        : new BuiltLayers(weights, `${name}.head`, role, branch.head.layer);
  }

  /** Runs the stages after number `from` up to and including number `to` (from 1) in a training step. */
  train(x: GatedFeatures, from: number, to = this.#stages.length): tf.Tensor {
    return this.#stages
      .slice(from, to)
      .reduce((features, stage) => stage.train(features), applyGate(x));
  }

  /**
   * Runs the same stages in evaluation.
   *
   * @param folded what {@link fold} returned, where they are folded already
   */
  evaluate(
    x: GatedFeatures,
    from: number,
    to = this.#stages.length,
    folded: FoldedStages = new Map(),
  ): tf.Tensor {
    const result = this.#stages
      .slice(from, to)
      .reduce((seen, stage) => ungated((folded.get(stage) ?? stage.fold()).apply(seen)), x);
    return applyGate(result);
  }

  /** Folds the stages after stage number `from` for several passes in evaluation. */
  fold(from: number): FoldedStages {
    return new Map(this.#stages.slice(from).map((stage) => [stage, stage.fold()]));
  }

  /** The logits [batch, classes] that the head reads off the last feature map. */
  predict(features: tf.Tensor, training: boolean): tf.Tensor2D {
    return this.#head.predict(features, training);
  }
}

function builtStage(
  weights: Weights,
  name: string,
  role: ParameterRole,
  stage: Stage,
  channels: number,
): BuiltStage {
  switch (stage.kind) {
    case 'convolution':
      return new BuiltConvolution(weights, name, role, stage, channels);
    case 'dense':
      return new BuiltDense(weights, name, role, stage, channels);
    case 'layers':
      return new BuiltLayers(weights, name, role, stage.layer);
  }
}
