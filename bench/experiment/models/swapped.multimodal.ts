import { coloredAndGrayMnist } from 'modality-lens';
import { experimentModel } from './shared.js';

/** The modalities in the other order: d_speed and d_util must change their signs. */
export default experimentModel({
  name: 'swapped',
  data: coloredAndGrayMnist(),
  modalities: ['color', 'gray'],
});
