import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Composition } from './compose-kernel.js';
import type { MadeTensor } from './native-binding.js';
import type { NativeOperations } from './native-operations.js';

/** gate ⊙ x: see `fusedGate`. */
export const gateFeatures: Composition<unknown> = (operations, { x, gate }) => [
  operations.apply('Mul', operations.take(x), alongRows(operations, gate, x)),
];

/** See `fusedGateGradient`. */
export const gateFeaturesGradient: Composition<unknown> = (operations, inputs) => {
  const [x, dy] = [inputs.x, inputs.dy].map((tensor) => operations.take(tensor));
  const [batch, channels] = inputs.gate.shape;
  const rows = x.shape.slice(1, -1).reduce((product, length) => product * length, 1);
  const products = operations.reshape(operations.apply('Mul', dy, x), [batch, rows, channels]);
  return [
    operations.apply('Mul', dy, alongRows(operations, inputs.gate, inputs.x)),
    operations.sum(products, 1),
  ];
};

/** [batch, channels] as [batch, 1 …, channels], as many dimensions as `x` has. */
function alongRows(operations: NativeOperations, gate: TensorInfo, x: TensorInfo): MadeTensor {
  const [batch, channels] = gate.shape;
  const ones = x.shape.slice(1, -1).map(() => 1);
  return operations.reshape(operations.take(gate), [batch, ...ones, channels]);
}
