import * as tf from '@tensorflow/tfjs-core';

/** Gives variables memory of their own where another tensor shares it, so that they can be overwritten where they lie. */
export function ownMemory(variables: readonly tf.Variable[]): void {
  for (const variable of variables) {
    if (tf.engine().backend.refCount(variable.dataId) > 1) {
      tf.tidy(() => {
        variable.assign(tf.tensor(variable.dataSync().slice(), variable.shape, variable.dtype));
      });
    }
  }
}
