import { fusedKernels } from '../fused-kernels.js';
import { replaceKernel } from '../replace-kernel.js';
import { composeKernel, type Composition } from './compose-kernel.js';
import { crossEntropy } from './cross-entropy.js';
import { gateFeatures, gateFeaturesGradient } from './gate-features.js';
import { normalizeBatch, normalizeBatchGradient } from './normalize-batch.js';
import { squaredNorms } from './squared-norms.js';
import { transferGradient } from './transfer-gradient.js';
import { transfer } from './transfer.js';
import { updateByAdam, updateBySgd } from './update-parameters.js';

/**
 * Registers the fused kernels for tfjs-node on the CPU, of TensorFlow's own fused batch norm and relu: composed of tf's
 * operations a step would pass over the features several times as often. On GPUs TensorFlow keeps other things between
 * forward and backward, so there they are not registered.
 */
export function registerTensorFlowTrainingKernels(): void {
  register('crossEntropy', crossEntropy);
  register('gateFeatures', gateFeatures);
  register('gateFeaturesGradient', gateFeaturesGradient);
  register('normalizeBatch', normalizeBatch);
  register('normalizeBatchGradient', normalizeBatchGradient);
  register('transfer', transfer);
  register('transferGradient', transferGradient);
  register('updateByAdam', updateByAdam);
  register('updateBySgd', updateBySgd);
}

/**
 * Registers the norms for tfjs-node, on the CPU and on GPUs: one operation of TensorFlow a tensor, where squares and their
 * sum are two, and the axes of the sum a tensor that is made for it.
 */
export function registerTensorFlowNorms(): void {
  register('squaredNorms', squaredNorms);
}

function register<Given>(kernel: keyof typeof fusedKernels, composition: Composition<Given>): void {
  replaceKernel('tensorflow', fusedKernels[kernel], composeKernel(composition));
}
