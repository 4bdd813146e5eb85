import fs from 'node:fs';
import path from 'node:path';
import type {
  NativeBinding,
  TensorValues,
} from '../../../../src/compute/tensorflow/native-binding.js';
import { readGraphFile, type GraphNode } from './graph-file.js';

interface Tensor {
  readonly shape: readonly number[];
  readonly dtype: number;
  readonly values: TensorValues;
}

const [float, int32, text] = [1, 3, 7];

/** A stand-in for the native part of tfjs-node: a few operations and graphs of them, in JavaScript. */
export class StandInBinding {
  /** Names of the operations that were executed by themselves. */
  readonly executed: string[] = [];
  /** How often a graph was loaded and run. */
  loads = 0;
  runs = 0;
  /** Whether no graph can be loaded. */
  refusesGraphs = false;
  readonly #tensors = new Map<number, Tensor>();
  readonly #graphs = new Map<number, readonly GraphNode[]>();
  #next = 0;

  /** How many tensors are there. */
  get tensorCount(): number {
    return this.#tensors.size;
  }

  /** How many graphs are there. */
  get graphCount(): number {
    return this.#graphs.size;
  }

  get binding(): NativeBinding {
    const put = (tensor: Tensor): number => {
      this.#tensors.set(++this.#next, tensor);
      return this.#next;
    };
    const describe = (tensor: Tensor) => ({
      id: put(tensor),
      shape: tensor.shape,
      dtype: tensor.dtype,
    });
    return {
      createTensor: (shape, dtype, values) => put({ shape, dtype, values }),
      deleteTensor: (id) => {
        this.#get(id);
        this.#tensors.delete(id);
      },
      tensorDataSync: (id) => this.#get(id).values.slice(),
      executeOp: (name, _, inputs) => {
        this.executed.push(name);
        return compute(
          name,
          inputs.map((id) => this.#get(id)),
        ).map(describe);
      },
      loadSavedModel: (folder, tag) => {
        if (this.refusesGraphs) {
          throw new Error('This is no graph.');
        }
        this.loads += 1;
        this.#graphs.set(
          this.loads,
          readGraphFile(fs.readFileSync(path.join(folder, 'saved_model.pb')), tag),
        );
        return this.loads;
      },
      deleteSavedModel: (id) => {
        this.#graphs.delete(id);
      },
      runSavedModel: (id, inputs, inputNames, outputNames) => {
        this.runs += 1;
        const given = inputNames
          .split(',')
          .map((name, index) => [name, this.#get(inputs[index])] as const);
        const values = computeGraph(this.#graphs.get(id) ?? [], new Map(given));
        return outputNames.split(',').map((name) => describe(required(values.get(name), name)));
      },
      ...{ TF_ATTR_STRING: 0, TF_ATTR_INT: 1, TF_ATTR_FLOAT: 2, TF_ATTR_BOOL: 3, TF_ATTR_TYPE: 4 },
      ...{ TF_FLOAT: float, TF_INT32: int32, TF_BOOL: 10 },
    };
  }

  #get(id: number): Tensor {
    return required(this.#tensors.get(id), `tensor ${String(id)}`);
  }
}

function required<T>(value: T | undefined, what: string): T {
  if (value === undefined) {
    throw new Error(`There is no ${what}.`);
  }
  return value;
}

function computeGraph(
  nodes: readonly GraphNode[],
  values: Map<string, Tensor>,
): Map<string, Tensor> {
  for (const { name, operation, inputs, tensor } of nodes) {
    if (tensor !== null) {
      const { dtype, shape, bytes } = tensor;
      const buffer = Uint8Array.from(bytes).buffer;
      const constant = dtype === int32 ? new Int32Array(buffer) : new Float32Array(buffer);
      values.set(`${name}:0`, { dtype, shape, values: constant });
    } else if (operation !== 'Placeholder') {
      const made = compute(
        operation,
        inputs.map((input) => required(values.get(input), input)),
      );
      made.forEach((output, index) => values.set(`${name}:${String(index)}`, output));
    }
  }
  return values;
}

/** Adds, multiplies (one of them may be a single number), reshapes, splits in two halves, or makes a text of numbers. */
function compute(name: string, inputs: readonly Tensor[]): Tensor[] {
  const [x, y] = inputs;
  switch (name) {
    case 'Add':
      return [elementwise(x, y, (one, other) => one + other)];
    case 'Mul':
      return [elementwise(x, y, (one, other) => one * other)];
    case 'Reshape':
      return [{ ...x, shape: Array.from(y.values as Int32Array) }];
    case 'SplitV': {
      const half = x.values.length / 2;
      return [x.values.slice(0, half), x.values.slice(half)].map((values) => ({
        ...x,
        shape: [half],
        values: values as Float32Array,
      }));
    }
    case 'EncodeText':
      return [{ shape: [], dtype: text, values: [Uint8Array.from(x.values as Float32Array)] }];
    default:
      throw new Error(`There is no operation ${name}.`);
  }
}

function elementwise(
  x: Tensor,
  y: Tensor,
  combine: (one: number, other: number) => number,
): Tensor {
  const [large, small] = x.values.length >= y.values.length ? [x, y] : [y, x];
  if (small.values.length !== 1 && small.values.length !== large.values.length) {
    throw new Error('The shapes do not fit.');
  }
  const others = small.values as Float32Array;
  const values = (large.values as Float32Array).map((value, index) =>
    combine(value, others[index % others.length]),
  );
  return { ...large, values };
}
