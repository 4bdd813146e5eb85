/** A model file that trains in a moment; `changes` replace options, as source text. */
export function tinyModel(changes: Record<string, string> = {}): string {
  const options = {
    name: `'tiny'`,
    data: `coloredAndGrayMnist({ train: 96, validation: 48, test: 48 })`,
    modalities: `{ gray: convBranch({ filters: [4, 4] }), color: convBranch({ filters: [4, 6] }) }`,
    fusion: `mmtm({ after: [1, 2] })`,
    training: `{ epochs: 2, batchSize: 16, optimizer: sgd({ learningRate: 0.05 }), seed: 3 }`,
    balancing: `guided({ alpha: 0, window: 2 })`,
    ...changes,
  };
  const lines = Object.entries(options).map(([name, value]) => `  ${name}: ${value},`);
  return [
    `import { adam, arrays, branch, coloredAndGrayMnist, convBranch, convolution, defineMultimodal,`,
    `  denseBranch, guided, mmtm, sgd } from 'modality-lens';`,
    `import * as tf from '@tensorflow/tfjs';`,
    `export default defineMultimodal({`,
    ...lines,
    `});`,
    ``,
  ].join('\n');
}
