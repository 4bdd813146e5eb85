import { coloredAndGrayMnist } from 'modality-lens';
import { experimentModel } from './shared.js';

/** The same branches, each alone with its own modality and averaged at the end. */
export default experimentModel({ name: 'no-fusion', data: coloredAndGrayMnist(), fused: false });
