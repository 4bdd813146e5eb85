// A model file: what is trained, on what, and how. Open it in VS Code with Modality Lens and click the code lens above
// `defineMultimodal`, or train it from a terminal. It needs no download: the digits are drawn.
import {
  coloredAndGrayMnist,
  convBranch,
  defineMultimodal,
  guided,
  mmtm,
  sgd,
} from 'modality-lens';

export default defineMultimodal({
  // Runs are named after it.
  name: 'colored-and-gray-mnist',

  // Each digit is seen twice: in gray, and in a color that gives its class away in training but not in the test. A
  // network that leans on the color fails there. With MNIST's own files in a folder: { source: { directory: 'mnist' } }.
  data: coloredAndGrayMnist({ source: 'drawn' }),

  // One branch a modality, under the name that the modality has in the data. Each is a network of its own, with its own
  // prediction: four stages of convolution, batch norm and relu, as wide as `filters` says, then a dense layer.
  modalities: {
    gray: convBranch({ filters: [16, 32, 64, 64] }),
    color: convBranch({ filters: [16, 32, 64, 64] }),
  },

  // Where the branches exchange what they see: here after the second, third and fourth stage.
  fusion: mmtm({ after: [2, 3, 4], ratio: 4 }),

  // The same seed trains the same network again. Conditional utilization is measured now and then, on a part of the
  // validation digits; measuring it after every epoch would cost a good part of the time here.
  training: {
    epochs: 16,
    batchSize: 64,
    optimizer: sgd({ learningRate: 0.05 }),
    seed: 7,
    utilization: { every: 4 },
  },

  // When one branch takes up the other's modality too fast (by more than `alpha`), the next `window` steps make it
  // predict from its own modality alone. `vanilla()` trains without that: run both and compare.
  balancing: guided({ alpha: 0.01, window: 5 }),
});
