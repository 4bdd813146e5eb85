import { coloredAndGrayMnist } from 'modality-lens';
import { experimentModel } from './shared.js';

/** The data of the paper's claim: drawn digits, gray with noise, color that misleads in test. */
export default experimentModel({ name: 'colored-and-gray', data: coloredAndGrayMnist() });
