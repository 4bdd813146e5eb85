import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';

/** Values of a tensor as tfjs-node takes and gives them; strings are bytes each. */
export type TensorValues = Float32Array | Int32Array | Uint8Array | readonly Uint8Array[];

/** An attribute of an operation of TensorFlow. */
export interface OperationAttribute {
  readonly name: string;
  /** One of the binding's `TF_ATTR_…`. */
  readonly type: number;
  readonly value: AttributeValue | readonly AttributeValue[];
}

export type AttributeValue = number | string | boolean;

/** What the binding says of a tensor that it made. */
export interface MadeTensor {
  readonly id: number;
  readonly shape: readonly number[];
  /** One of the binding's `TF_…` types. */
  readonly dtype: number;
}

/** The native part of tfjs-node, as far as it is used here: TensorFlow's operations by name, on tensors by number. */
export interface NativeBinding {
  /** The tensor uses the memory of `values`, where they are numbers. */
  createTensor(shape: readonly number[], dtype: number, values: TensorValues): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): TensorValues;
  executeOp(
    name: string,
    attributes: readonly OperationAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): readonly MadeTensor[];
  /** Loads a graph from a folder; `tags` are separated by commas. */
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(id: number): void;
  /** Runs a graph; names of inputs and outputs (`node:0`) are separated by commas. */
  runSavedModel(
    id: number,
    inputs: readonly number[],
    inputNames: string,
    outputNames: string,
  ): readonly MadeTensor[];
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_BOOL: number;
}

/** What is used of the backend of tfjs-node. */
export interface NodeBackend {
  /** Everything that it has TensorFlow do, it does by this. */
  binding: NativeBinding;
  /** Its tensors by their data's identity; the number is −1 where the binding was not told of the values yet. */
  readonly tensorMap: {
    has(data: TensorInfo['dataId']): boolean;
    get(data: TensorInfo['dataId']): { id: number; readonly refCount: number };
  };
  /** The tensors' numbers in the binding. */
  getInputTensorIds(tensors: readonly TensorInfo[]): number[];
  /** Hands a tensor of the binding to tf, which disposes of it. */
  createOutputTensor(made: MadeTensor): Tensor;
}
