import { fusedKernels } from '../fused-kernels.js';
import { replaceKernel } from '../replace-kernel.js';
import { composeKernel } from './compose-kernel.js';
import { gateFeatures, gateFeaturesGradient } from './gate-features.js';
import { normalizeBatch, normalizeBatchGradient } from './normalize-batch.js';
import { squaredNorms } from './squared-norms.js';
import { updateByAdam, updateBySgd } from './update-parameters.js';

/**
 * Registers the fused kernels for tfjs-node on the CPU, of TensorFlow's own fused batch norm and relu: composed of tf's
 * operations a step would pass over the features several times as often. On GPUs TensorFlow keeps other things between
 * forward and backward, so there they are not registered.
 */
export function registerTensorFlowTrainingKernels(): void {
  replaceKernel('tensorflow', fusedKernels.normalizeBatch, composeKernel(normalizeBatch));
  replaceKernel(
    'tensorflow',
    fusedKernels.normalizeBatchGradient,
    composeKernel(normalizeBatchGradient),
  );
  replaceKernel('tensorflow', fusedKernels.gateFeatures, composeKernel(gateFeatures));
  replaceKernel(
    'tensorflow',
    fusedKernels.gateFeaturesGradient,
    composeKernel(gateFeaturesGradient),
  );
  replaceKernel('tensorflow', fusedKernels.updateBySgd, composeKernel(updateBySgd));
  replaceKernel('tensorflow', fusedKernels.updateByAdam, composeKernel(updateByAdam));
}

/**
 * Registers the norms for tfjs-node, on the CPU and on GPUs: one operation of TensorFlow a tensor, where squares and their
 * sum are two, and the axes of the sum a tensor that is made for it.
 */
export function registerTensorFlowNorms(): void {
  replaceKernel('tensorflow', fusedKernels.squaredNorms, composeKernel(squaredNorms));
}
