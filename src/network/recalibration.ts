import * as tf from '@tensorflow/tfjs-core';
import type { RunningStatistic } from './weights.js';

/**
 * Replaces batch norm's running statistics by their plain mean over `batches`, each batch weighing the same (PyTorch's
 * `update_bn`). They are left as they were where there is no batch or something throws.
 *
 * @param pass computes one batch as in a training step, moving the running statistics
 */
export async function recalibrate<Batch>(
  statistics: readonly RunningStatistic[],
  batches: AsyncIterable<Batch>,
  pass: (batch: Batch) => void,
): Promise<void> {
  const before = statistics.map(({ variable }): tf.Tensor => tf.clone(variable));
  let sums = statistics.map(({ variable }): tf.Tensor => tf.zerosLike(variable));
  let count = 0;
  let complete = false;
  try {
    for await (const batch of batches) {
      statistics.forEach(({ variable }) => {
        tf.tidy(() => {
          variable.assign(tf.zerosLike(variable));
        });
      });
      pass(batch);
      sums = replaced(sums, (sum, index) => tf.add(sum, batchValue(statistics[index])));
      count += 1;
    }
    complete = count > 0;
  } finally {
    const values = complete ? replaced(sums, (sum) => tf.div(sum, count)) : before;
    statistics.forEach(({ variable }, index) => {
      variable.assign(values[index]);
    });
    tf.dispose([before, complete ? values : sums]);
  }
}

/** What the last batch put in, given that the statistic was 0 before it. */
function batchValue({ variable, share }: RunningStatistic): tf.Tensor {
  return tf.div(variable, share);
}

function replaced(
  tensors: tf.Tensor[],
  next: (tensor: tf.Tensor, index: number) => tf.Tensor,
): tf.Tensor[] {
  const results = tf.tidy(() => tensors.map(next));
  tf.dispose(tensors);
  return results;
}
