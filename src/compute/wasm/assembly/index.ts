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
export { pad } from './pad';
