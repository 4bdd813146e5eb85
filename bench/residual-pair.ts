import { input, layers, model, type SymbolicTensor } from '@tensorflow/tfjs-layers';
import { branch } from '../src/network/builders/branch.js';
import { mmtm } from '../src/network/builders/mmtm.js';
import type { BranchSpecification, LayersLayer } from '../src/network/specification.js';
import type { Workload } from './workload.js';

/** Channels behind the stem and behind each group of blocks; the groups after the first halve height and width. */
const stem = 64;
const groups = [64, 128, 256, 512];

/** As many classes as ModelNet40 has. */
const classCount = 40;

/**
 * Two ResNet-18 (He et al., CVPR 2016) on images of `side` × `side` in three channels, fused after their last three groups
 * of blocks, as the paper's network for ModelNet40. Of tf.layers, with their ways of padding, which costs nothing else.
 */
export function residualPair(batchSize: number, side: number): Workload {
  const shape = [side, side, 3];
  const modality = (name: string) => ({ name, shape, branch: residualBranch(shape) });
  const specification = {
    modalities: [modality('front'), modality('back')],
    fusion: mmtm({ after: [3, 4, 5], ratio: 4 }),
    classCount,
  };
  return { specification, batchSize };
}

function residualBranch(shape: readonly number[]): BranchSpecification {
  const stages = [stage(shape, begin)];
  groups.forEach((filters, index) => {
    const before = stages[index].outputShape as number[];
    const strides = index === 0 ? 1 : 2;
    stages.push(
      stage(before.slice(1), (x) => residualBlock(residualBlock(x, filters, strides), filters, 1)),
    );
  });
  return branch({ stages });
}

/** What `compute` makes of one sample of `shape`, as a layer. */
function stage(
  shape: readonly number[],
  compute: (x: SymbolicTensor) => SymbolicTensor,
): LayersLayer {
  const x = input({ shape: [...shape] });
  return model({ inputs: x, outputs: compute(x) });
}

function begin(x: SymbolicTensor): SymbolicTensor {
  const features = relu(normalizedConvolution(x, stem, 7, 2));
  return applied(layers.maxPooling2d({ poolSize: 3, strides: 2, padding: 'same' }), features);
}

function residualBlock(x: SymbolicTensor, filters: number, strides: number): SymbolicTensor {
  const inner = relu(normalizedConvolution(x, filters, 3, strides));
  const shortcut = strides === 1 ? x : normalizedConvolution(x, filters, 1, strides);
  const sum = layers.add().apply([normalizedConvolution(inner, filters, 3, 1), shortcut]);
  return relu(sum as SymbolicTensor);
}

function normalizedConvolution(
  x: SymbolicTensor,
  filters: number,
  kernelSize: number,
  strides: number,
): SymbolicTensor {
  const convolution = { filters, kernelSize, strides, padding: 'same', useBias: false } as const;
  return applied(
    layers.batchNormalization({ epsilon: 1e-5, momentum: 0.9 }),
    applied(layers.conv2d(convolution), x),
  );
}

function relu(x: SymbolicTensor): SymbolicTensor {
  return applied(layers.reLU(), x);
}

function applied(layer: LayersLayer, x: SymbolicTensor): SymbolicTensor {
  return layer.apply(x) as SymbolicTensor;
}
