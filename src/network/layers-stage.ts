import * as tf from '@tensorflow/tfjs-core';
import { LayersModel } from '@tensorflow/tfjs-layers';
import * as l10n from '@vscode/l10n';
import type { BuiltHead, BuiltStage, FoldedStage } from './built-stage.js';
import { applyGate } from './operations/gated-features.js';
import type { ParameterRole } from './parameter.js';
import type { LayersLayer } from './specification.js';
import type { Weights } from './weights.js';

/** A weight of a tf.layers layer, as far as it is used here. */
type LayersWeight = LayersLayer['weights'][number];

/**
 * A layer or model of tf.layers as a stage or head. It keeps tf's ways (initialisers, padding, batch norm); its trainable
 * weights count among the branch's parameters, the others among the statistics.
 */
export class BuiltLayers implements BuiltStage, BuiltHead {
  readonly #layer: LayersLayer;

  /** @param layer already built, by {@link applyLayer} */
  constructor(weights: Weights, name: string, role: ParameterRole, layer: LayersLayer) {
    this.#layer = layer;
    const trainable = new Set(layer.trainableWeights);
    for (const [path, leaf] of leaves(layer)) {
      for (const [weightName, weight] of namedWeights(leaf)) {
        const fullName = [name, 'layers', ...path, weightName].join('.');
        const variable = variableOf(weight);
        if (trainable.has(weight)) {
          weights.adoptParameter(fullName, role, variable);
        } else {
          weights.adoptStatistic(fullName, variable);
        }
      }
      registerRunningStatistics(weights, leaf);
    }
  }

  train(x: tf.Tensor): tf.Tensor {
    return applyLayer(this.#layer, x, true);
  }

  fold(): FoldedStage {
    return { tensors: [], apply: (x) => applyLayer(this.#layer, applyGate(x), false) };
  }

  predict(x: tf.Tensor, training: boolean): tf.Tensor2D {
    return applyLayer(this.#layer, x, training) as tf.Tensor2D;
  }
}

/**
 * What `layer` makes of `x`; builds it on first use.
 *
 * @throws whatever tf throws where the input does not fit, and an Error where there are several outputs
 */
export function applyLayer(layer: LayersLayer, x: tf.Tensor, training: boolean): tf.Tensor {
  const output = layer.apply(x, { training });
  if (!(output instanceof tf.Tensor)) {
    throw new Error(l10n.t('It has several outputs where one is needed.'));
  }
  return output;
}

/** `layer` itself, or the layers that a model consists of, each with its place there: numbers from 1, outermost first. */
export function leaves(layer: LayersLayer): [path: string[], leaf: LayersLayer][] {
  if (!(layer instanceof LayersModel)) {
    return [[[], layer]];
  }
  return layer.layers.flatMap((inner, index) =>
    leaves(inner).map(([path, leaf]): [string[], LayersLayer] => [
      [String(index + 1), ...path],
      leaf,
    ]),
  );
}

/**
 * Weights by names that are the same in every process: tf's own contain counters of all layers ever made, so only their
 * last part is kept, with a number where two of a layer's weights share it (the directions of a bidirectional layer).
 */
function namedWeights(leaf: LayersLayer): [name: string, weight: LayersWeight][] {
  const seen = new Map<string, number>();
  // By age rather than in tf's order, which depends on what is trainable.
  const weights = [...leaf.weights].sort((one, other) => one.id - other.id);
  return weights.map((weight) => {
    const name = lastPart(weight);
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return [count === 1 ? name : `${name}${String(count)}`, weight];
  });
}

function registerRunningStatistics(weights: Weights, leaf: LayersLayer): void {
  const { momentum } = leaf.getConfig();
  if (leaf.getClassName() !== 'BatchNormalization' || typeof momentum !== 'number') {
    return;
  }
  for (const weight of leaf.weights) {
    if (lastPart(weight).startsWith('moving_')) {
      weights.runningStatistics.push({ variable: variableOf(weight), share: 1 - momentum });
    }
  }
}

function lastPart(weight: LayersWeight): string {
  return weight.originalName.slice(weight.originalName.lastIndexOf('/') + 1);
}

function variableOf(weight: LayersWeight): tf.Variable {
  const tensor: tf.Tensor = weight.read();
  if (isVariable(tensor)) {
    return tensor;
  }
  throw new Error(`Weight ${weight.name} of tf.layers is no variable of tf.`);
}

function isVariable(tensor: tf.Tensor): tensor is tf.Variable {
  return tensor instanceof tf.Variable;
}
