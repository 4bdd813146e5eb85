/**
 * The module 'modality-lens' as model files import it: every name that they may use, and the types that go with them.
 *
 * Its declarations are also what IntelliSense shows in a model file.
 */
export {
  defineMultimodal,
  type MultimodalDefinition,
  type MultimodalOptions,
} from './define-multimodal.js';

export { arrays, type ArraysOptions } from '../data/arrays.js';
export {
  coloredAndGrayMnist,
  type ColoredAndGrayMnistOptions,
} from '../data/colored-and-gray-mnist.js';
export type { Dataset, DataSource, Modality, Split } from '../data/dataset.js';

export { branch, type BranchOptions } from '../network/builders/branch.js';
export { convBranch, type ConvBranchOptions } from '../network/builders/conv-branch.js';
export { convolution, type ConvolutionOptions } from '../network/builders/convolution.js';
export { dense, type DenseOptions } from '../network/builders/dense.js';
export { denseBranch, type DenseBranchOptions } from '../network/builders/dense-branch.js';
export { mmtm, type MmtmOptions } from '../network/builders/mmtm.js';
export type { BranchSpecification, FusionSpecification } from '../network/specification.js';

export { adam, type AdamOptions } from '../training/optimizers/adam.js';
export { sgd, type SgdOptions } from '../training/optimizers/sgd.js';
export { constant } from '../training/schedules/constant.js';
export { cosine, type CosineOptions } from '../training/schedules/cosine.js';
export { plateau, type PlateauOptions } from '../training/schedules/plateau.js';
export type { TrainingOptions } from '../training/configuration.js';

export { antiGuided } from '../balancing/anti-guided.js';
export { fixed, type FixedOptions } from '../balancing/fixed.js';
export { guided, type GuidedOptions } from '../balancing/guided.js';
export { random, type RandomOptions } from '../balancing/random.js';
export { vanilla } from '../balancing/vanilla.js';
export type { BalancingConfiguration } from '../record/balancing.js';
