import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { deferOperations } from '../../../../src/compute/tensorflow/deferring/deferring-binding.js';
import type {
  MadeTensor,
  NativeBinding,
  NodeBackend,
} from '../../../../src/compute/tensorflow/native-binding.js';
import { StandInBinding } from './stand-in-binding.js';

/** A stand-in for the backend of tfjs-node, whose operations are deferred. */
export class StandInBackend implements NodeBackend {
  readonly native = new StandInBinding();
  binding: NativeBinding = this.native.binding;
  readonly #data = new Map<TensorInfo['dataId'], { id: number; refCount: number }>();
  readonly tensorMap = {
    has: (dataId: TensorInfo['dataId']) => this.#data.has(dataId),
    get: (dataId: TensorInfo['dataId']) => {
      const data = this.#data.get(dataId);
      if (data === undefined) {
        throw new Error('There is no such tensor.');
      }
      return data;
    },
  };

  constructor() {
    deferOperations(this);
  }

  /** A tensor of tf's with these values. */
  tensor(...values: number[]): Tensor {
    const id = this.binding.createTensor([values.length], 1, Float32Array.from(values));
    return this.createOutputTensor({ id, shape: [values.length], dtype: 1 });
  }

  createOutputTensor({ id, shape }: MadeTensor): Tensor {
    const dataId = {};
    this.#data.set(dataId, { id, refCount: 1 });
    return { dataId, shape: [...shape], dtype: 'float32' } as unknown as Tensor;
  }

  getInputTensorIds(tensors: readonly TensorInfo[]): number[] {
    return tensors.map(({ dataId }) => this.tensorMap.get(dataId).id);
  }

  values({ dataId }: TensorInfo): number[] {
    return Array.from(this.binding.tensorDataSync(this.tensorMap.get(dataId).id) as Float32Array);
  }

  dispose({ dataId }: TensorInfo): void {
    this.binding.deleteTensor(this.tensorMap.get(dataId).id);
    this.#data.delete(dataId);
  }
}
