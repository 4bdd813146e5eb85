import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
import { modelFileProblem } from '../record/model-file-problem.js';
import { convolvedShape } from './convolution-stage.js';
import { applyLayer } from './layers-stage.js';
import type {
  BranchSpecification,
  LayersLayer,
  NetworkSpecification,
  Stage,
} from './specification.js';

/** How many samples layers of tf.layers are tried on: with 2, one that mixes up samples shows. */
const trialBatch = 2;

/**
 * The shape of one sample before the first stage of a branch and after each: stages + 1 shapes. Layers of tf.layers are
 * built and run on zeros, since only that tells their real output.
 *
 * @throws Problem `model-file` for a branch without stages, a stage that does not take what comes before it, or a head
 * whose output is not [classes]
 */
export function branchShapes(
  { name, shape, branch }: NetworkSpecification['modalities'][number],
  classCount: number,
): number[][] {
  const entry = `modalities.${name}`;
  if (branch.stages.length === 0) {
    throw modelFileProblem(
      entry,
      l10n.t('Branch {0} has no stages.', name),
      l10n.t('Give it at least one.'),
    );
  }
  const shapes = [[...shape]];
  for (const [index, stage] of branch.stages.entries()) {
    const place = `${entry}.stages[${String(index)}]`;
    const input = shapes[index];
    const who = (): string => l10n.t('Stage {0} of branch {1}', index + 1, name);
    shapes.push(stageShape(stage, input, place, who));
  }
  if (branch.head.kind === 'layers') {
    const features = shapes[branch.stages.length];
    requireLogits(branch.head.layer, features, `${entry}.head`, name, classCount);
  }
  return shapes;
}

/**
 * Whether a batch norm of ours in `branch` sees one value a channel of each sample, as after a dense layer.
 *
 * @param shapes one sample's shape before the first stage and after each
 */
export function normalizesOne(
  { stages }: BranchSpecification,
  shapes: readonly (readonly number[])[],
): boolean {
  return stages.some(
    ({ kind }, index) =>
      kind !== 'layers' && shapes[index + 1].slice(0, -1).every((length) => length === 1),
  );
}

function stageShape(stage: Stage, input: number[], entry: string, who: () => string): number[] {
  switch (stage.kind) {
    case 'convolution':
      if (input.length !== 3) {
        throw modelFileProblem(
          entry,
          l10n.t(
            '{0} is a convolution over [height, width, channels], but its input is {1}.',
            who(),
            show(input),
          ),
          l10n.t('Use dense stages for vectors, or reshape with tf.layers.reshape first.'),
        );
      }
      return convolvedShape(stage, input);
    case 'dense':
      if (input.length !== 1) {
        throw modelFileProblem(
          entry,
          l10n.t('{0} is a dense layer over [features], but its input is {1}.', who(), show(input)),
          l10n.t('Use convolution stages for images, or put tf.layers.flatten() before it.'),
        );
      }
      return [stage.units];
    case 'layers':
      return layersShape(stage.layer, input, entry, who);
  }
}

function layersShape(
  layer: LayersLayer,
  input: number[],
  entry: string,
  who: () => string,
): number[] {
  const [batch, ...shape] = triedShape(layer, input, entry, who);
  if (batch !== trialBatch || shape.length === 0) {
    throw modelFileProblem(
      entry,
      l10n.t(
        '{0} ({1}) turns {2} samples into a tensor {3}.',
        who(),
        layer.name,
        String(trialBatch),
        show([batch, ...shape]),
      ),
      l10n.t('A stage must keep the samples apart: its output is [batch, …, channels].'),
    );
  }
  // tfjs-node makes something of nothing, so that what the layer says of itself counts, too.
  const declared = [layer.computeOutputShape([trialBatch, ...input])].flat(2);
  if ([...shape, ...declared].some((length) => length !== null && length < 1)) {
    throw modelFileProblem(
      entry,
      l10n.t(
        '{0} ({1}) leaves nothing of its input {2}: its output is {3}.',
        who(),
        layer.name,
        show(input),
        show(shape),
      ),
      l10n.t("Use padding 'same', or fewer stages that shrink the feature map."),
    );
  }
  return shape;
}

function triedShape(
  layer: LayersLayer,
  input: number[],
  entry: string,
  who: () => string,
): number[] {
  try {
    return tf.tidy(() => applyLayer(layer, tf.zeros([trialBatch, ...input]), false).shape);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw modelFileProblem(
      entry,
      l10n.t('{0} ({1}) does not take its input {2}: {3}', who(), layer.name, show(input), reason),
      l10n.t('Change the layer, or the stage before it.'),
      error,
    );
  }
}

function requireLogits(
  layer: LayersLayer,
  features: number[],
  entry: string,
  modality: string,
  classCount: number,
): void {
  const who = (): string => l10n.t('The head of branch {0}', modality);
  const output = layersShape(layer, features, entry, who);
  if (output.length !== 1 || output[0] !== classCount) {
    throw modelFileProblem(
      entry,
      l10n.t(
        'The head of branch {0} puts out {1}, but there are {2} classes.',
        modality,
        show(output),
        String(classCount),
      ),
      l10n.t('Let it end in one logit a class: [{0}].', String(classCount)),
    );
  }
}

function show(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
