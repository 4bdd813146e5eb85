import type { TensorInfo } from '@tensorflow/tfjs-core';

/** Operands by number, as the kernels of transfer modules are called. */
export type Inputs = Readonly<Record<string, TensorInfo>>;

export interface Attributes {
  readonly modalities: number;
  readonly gateScale: number;
  /** Which branch's gate is frozen; −1 for none. */
  readonly frozen: number;
}

export interface Operands {
  /** [batch, …, channels] a branch. */
  readonly features: readonly TensorInfo[];
  readonly squeezeKernel: TensorInfo;
  readonly squeezeBias: TensorInfo;
  readonly excitations: readonly { readonly kernel: TensorInfo; readonly bias: TensorInfo }[];
  readonly rest: readonly TensorInfo[];
}

/** What both kernels are given first, and what is left. */
export function operandsOf(inputs: Inputs, modalities: number): Operands {
  const all = Object.values(inputs);
  const ownWeights = modalities + 2;
  return {
    features: all.slice(0, modalities),
    squeezeKernel: all[modalities],
    squeezeBias: all[modalities + 1],
    excitations: Array.from({ length: modalities }, (_, branch) => ({
      kernel: all[ownWeights + 2 * branch],
      bias: all[ownWeights + 2 * branch + 1],
    })),
    rest: all.slice(ownWeights + 2 * modalities),
  };
}
