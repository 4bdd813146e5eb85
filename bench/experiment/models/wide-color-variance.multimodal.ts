import { coloredAndGrayMnist } from 'modality-lens';
import { experimentModel } from './shared.js';

/** Colors around their class's mean with a variance of 0.3 in place of 0.03. */
export default experimentModel({
  name: 'wide-color-variance',
  data: coloredAndGrayMnist({ variance: 0.3 }),
});
