import { unregisterKernel } from '@tensorflow/tfjs-core';
import type { KernelFunc } from '@tensorflow/tfjs-core';
import { fusedKernels } from '../fused-kernels.js';
import { findKernel, replaceKernel } from '../replace-kernel.js';
import { batchMatMul } from './batch-mat-mul.js';
import { conv2D, fusedConv2D } from './conv2d.js';
import { conv2DBackpropFilter } from './conv2d-backprop-filter.js';
import { conv2DBackpropInput } from './conv2d-backprop-input.js';
import { convolveInEvaluation, packFilter } from './convolve-in-evaluation.js';
import { crossEntropy } from './cross-entropy.js';
import { depthwiseBackpropFilter, depthwiseBackpropInput } from './depthwise-backprop.js';
import { gateFeatures, gateFeaturesGradient } from './gate-features.js';
import { identity } from './identity.js';
import { registeredKernel } from './kernel-scope.js';
import { maxPoolGrad } from './max-pool-grad.js';
import { normalizeBatch, normalizeBatchGradient } from './normalize-batch.js';
import { squaredNorms } from './squared-norms.js';
import { meanOver, sumOver } from './sum-and-mean.js';
import { transfer } from './transfer/transfer.js';
import { transferGates } from './transfer/transfer-gates.js';
import { transferGradient } from './transfer/transfer-gradient.js';
import { unsortedSegmentSum } from './unsorted-segment-sum.js';
import { updateByAdam, updateBySgd } from './update-parameters.js';

/** Kernels in place of what the backend has, or in addition to it. */
const kernels: Readonly<Record<string, KernelFunc>> = {
  Conv2DBackpropFilter: conv2DBackpropFilter,
  Conv2DBackpropInput: conv2DBackpropInput,
  [fusedKernels.convolveInEvaluation]: convolveInEvaluation,
  [fusedKernels.crossEntropy]: crossEntropy,
  [fusedKernels.gateFeatures]: gateFeatures,
  [fusedKernels.gateFeaturesGradient]: gateFeaturesGradient,
  [fusedKernels.normalizeBatch]: normalizeBatch,
  [fusedKernels.normalizeBatchGradient]: normalizeBatchGradient,
  [fusedKernels.packFilter]: packFilter,
  [fusedKernels.squaredNorms]: squaredNorms,
  [fusedKernels.transfer]: transfer,
  [fusedKernels.transferGates]: transferGates,
  [fusedKernels.transferGradient]: transferGradient,
  [fusedKernels.updateByAdam]: updateByAdam,
  [fusedKernels.updateBySgd]: updateBySgd,
  DepthwiseConv2dNativeBackpropFilter: depthwiseBackpropFilter,
  DepthwiseConv2dNativeBackpropInput: depthwiseBackpropInput,
  Identity: identity,
  MaxPoolGrad: maxPoolGrad,
  UnsortedSegmentSum: unsortedSegmentSum,
};

/** Kernels that improve on the backend's own in some cases and leave it the others. */
const improvements: Readonly<Record<string, (original: KernelFunc) => KernelFunc>> = {
  BatchMatMul: batchMatMul,
  Conv2D: conv2D,
  FusedConv2D: fusedConv2D,
  Mean: meanOver,
  Sum: sumOver,
};

/** Kernels that give wrong numbers, without an error, where a whole window is negative. */
const wrong: readonly string[] = ['MaxPool3D', 'MaxPool3DGrad'];

/**
 * Gives the wasm backend the kernels that training needs and that it lacks, and faster ones where its own are slow. What
 * it computes wrongly is taken away, so that it fails and says so.
 *
 * To be called once the backend's package is loaded, before or after the backend starts; again without effect.
 */
export function registerTrainingKernels(): void {
  if (findKernel('wasm', 'Conv2DBackpropFilter') !== undefined) {
    return;
  }
  for (const [name, kernel] of Object.entries(kernels)) {
    replaceKernel('wasm', name, kernel);
  }
  for (const name of wrong) {
    unregisterKernel(name, 'wasm');
  }
  for (const [name, improve] of Object.entries(improvements)) {
    replaceKernel('wasm', name, improve(registeredKernel(name)));
  }
}
