/**
 * The module 'modality-lens', as model files import it: values and types.
 */
export { defineMultimodal } from './define-multimodal.js';
export type { MultimodalDefinition, MultimodalOptions } from './define-multimodal.js';
export { coloredAndGrayMnist } from '../data/colored-and-gray-mnist.js';
export { sgd } from '../training/optimizers/sgd.js';
export { plateau } from '../training/schedules/plateau.js';
