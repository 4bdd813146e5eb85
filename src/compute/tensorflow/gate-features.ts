import type { Composition } from './compose-kernel.js';
import { alongRows, overRows } from './feature-map.js';

/** gate ⊙ x: see `fusedGate`. */
export const gateFeatures: Composition<unknown> = (operations, inputs) => {
  const [x, gate] = [inputs.x, inputs.gate].map((tensor) => operations.take(tensor));
  return [operations.apply('Mul', x, alongRows(operations, gate, x))];
};

/** See `fusedGateGradient`. */
export const gateFeaturesGradient: Composition<unknown> = (operations, inputs) => {
  const [x, gate, dy] = [inputs.x, inputs.gate, inputs.dy].map((one) => operations.take(one));
  return [
    operations.apply('Mul', dy, alongRows(operations, gate, x)),
    overRows(operations, 'Sum', operations.apply('Mul', dy, x)),
  ];
};
