export { convolve } from './convolve';
export { addFilterGradient } from './filter-gradient';
export { multiplyRows, sumProducts } from './gate';
export {
  addColumnSquares,
  addColumnSums,
  addGradientSums,
  normalizationGradient,
  normalize,
} from './normalize';
export { packTap } from './pack-tap';
export { pad } from './pad';
