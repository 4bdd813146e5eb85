export { breakOff, help, perform } from './job';
export { packTap } from './pack-tap';
export { pad } from './pad';
export { Work } from './run-part';
export { addColumnSums } from './statistics';
