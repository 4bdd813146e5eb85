import { layers } from '@tensorflow/tfjs-layers';
import * as l10n from '@vscode/l10n';
import { modelFileProblem } from '../record/model-file-problem.js';
import { leaves } from './layers-stage.js';
import type { LayersLayer, NetworkSpecification } from './specification.js';

/** Every layer that a living or former network was built of: their weights are that network's own. */
const taken = new WeakSet<LayersLayer>();

interface Place {
  readonly entry: string;
  readonly layer: LayersLayer;
  readonly isHead: boolean;
}

/**
 * Checks before anything is built that every layer of tf.layers is used in one place of one network.
 *
 * @throws Problem `model-file`
 */
export function checkLayersAreOwn(specification: NetworkSpecification): void {
  const places = new Map<LayersLayer, string>();
  for (const { entry, layer } of layersPlaces(specification)) {
    for (const [, leaf] of leaves(layer)) {
      const earlier = places.get(leaf);
      if (earlier !== undefined) {
        throw modelFileProblem(
          entry,
          l10n.t('The layer {0} is used in {1} too.', leaf.name, earlier),
          l10n.t(
            'Make a layer of its own for each place: shared weights would belong to two groups at once.',
          ),
        );
      }
      if (taken.has(leaf)) {
        throw modelFileProblem(
          entry,
          l10n.t('The layer {0} already belongs to another network.', leaf.name),
          l10n.t('Load the model file again: each network needs layers of its own.'),
        );
      }
      places.set(leaf, entry);
    }
  }
}

/**
 * Checks, once layers are built, that they carry nothing that training would silently ignore, and marks them as taken.
 *
 * @throws Problem `model-file`
 */
export function takeLayers(specification: NetworkSpecification): void {
  const places = layersPlaces(specification);
  for (const { entry, layer, isHead } of places) {
    const inner = leaves(layer).map(([, leaf]) => leaf);
    inner.forEach((leaf) => {
      checkNothingIgnored(leaf, entry);
    });
    if (isHead && endsInSoftmax(inner[inner.length - 1])) {
      throw modelFileProblem(
        entry,
        l10n.t(
          'The head ends in a softmax, but logits are needed: the loss brings its own softmax.',
        ),
        l10n.t('Leave the activation of the last layer out.'),
      );
    }
  }
  for (const { layer } of places) {
    leaves(layer).forEach(([, leaf]) => taken.add(leaf));
  }
}

function layersPlaces({ modalities }: NetworkSpecification): Place[] {
  return modalities.flatMap(({ name, branch }) => {
    const stages = branch.stages.flatMap((stage, index) =>
      stage.kind === 'layers'
        ? [
            {
              entry: `modalities.${name}.stages[${String(index)}]`,
              layer: stage.layer,
              isHead: false,
            },
          ]
        : [],
    );
    return branch.head.kind === 'layers'
      ? [...stages, { entry: `modalities.${name}.head`, layer: branch.head.layer, isHead: true }]
      : stages;
  });
}

function checkNothingIgnored(leaf: LayersLayer, entry: string): void {
  if (leaf.losses.length > 0) {
    throw modelFileProblem(
      entry,
      l10n.t(
        'The layer {0} has a regularizer, which the training loss would not contain.',
        leaf.name,
      ),
      l10n.t("Leave it out; the optimizer's weight decay is an alternative."),
    );
  }
  if (
    leaf.weights.some((weight) => weight.constraint !== null && weight.constraint !== undefined)
  ) {
    throw modelFileProblem(
      entry,
      l10n.t('The layer {0} has a constraint, which the optimizer would not keep.', leaf.name),
      l10n.t('Leave it out.'),
    );
  }
  if (leaf.stateful && leaf instanceof layers.RNN) {
    throw modelFileProblem(
      entry,
      l10n.t(
        'The layer {0} is stateful: samples of one batch would reach into the next.',
        leaf.name,
      ),
      l10n.t('Leave `stateful` out.'),
    );
  }
}

function endsInSoftmax(last: LayersLayer): boolean {
  return last.getClassName() === 'Softmax' || last.getConfig().activation === 'softmax';
}
