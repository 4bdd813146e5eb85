import { tinyModel } from './command-line.js';

/**
 * A model file of which a resumed run can get everything wrong: windows of re-balancing, dropout that draws from
 * `Math.random` in training and while batch norm is recalibrated, momentum, a schedule that watches the validation.
 */
export function demandingModel(epochs: number, checkpoints: string): string {
  const layers = `branch({ stages: [convolution({ filters: 4 }),
    tf.layers.conv2d({ filters: 4, kernelSize: 3, strides: 2, activation: 'relu' }),
    tf.layers.dropout({ rate: 0.2 })] })`;
  return tinyModel({
    data: `coloredAndGrayMnist({ train: 80, validation: 24, test: 24 })`,
    modalities: `{ gray: ${layers}, color: convBranch({ filters: [4, 4, 4] }) }`,
    training: `{ epochs: ${epochs}, batchSize: 8, seed: 3, recalibrateBatchNorm: true,
      optimizer: sgd({ learningRate: 0.05, momentum: 0.9, schedule: plateau({ patience: 0 }) }),
      checkpoints: ${checkpoints} }`,
    balancing: `guided({ alpha: 0, window: 3 })`,
  }).replace('mmtm, sgd', 'mmtm, plateau, sgd');
}
