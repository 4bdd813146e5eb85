import * as tf from '@tensorflow/tfjs-core';
import * as l10n from '@vscode/l10n';
import type { BackendName } from '../record/run.js';
import { parseBackendName } from './backend-problem.js';
import type { ProbeAnswer } from './probe-answer.js';
import { startBackend } from './start-backend.js';
import type { StartedBackend } from './start-backend.js';

/**
 * Starts a backend in this process and trains a tiny network on it: that it starts does not mean that it learns.
 *
 * @throws Error whose message is the reason, where it does not start or the loss does not go down
 */
export async function probeBackend(
  name: BackendName,
  searchPaths: readonly string[] = [],
): Promise<StartedBackend> {
  const started = await startBackend(name, searchPaths);
  const losses = await trainTinyNetwork();
  if (!losses.every(Number.isFinite) || !(losses[losses.length - 1] < losses[0])) {
    throw new Error(
      l10n.t('A tiny network did not learn on it: its losses were {0}.', losses.join(', ')),
    );
  }
  return started;
}

/** Tries a backend and tells the parent process: the whole life of a child that was forked for it. */
export async function answerProbe(name: string, searchPaths: readonly string[]): Promise<void> {
  const answer = await probe(name, searchPaths);
  await new Promise<void>((sent) => {
    if (process.send === undefined) {
      console.log(JSON.stringify(answer));
      sent();
    } else {
      process.send(answer, undefined, undefined, () => {
        sent();
      });
    }
  });
  // A native backend may hold the process open, or crash while it is torn down.
  process.exit();
}

async function probe(name: string, searchPaths: readonly string[]): Promise<ProbeAnswer> {
  try {
    return await probeBackend(parseBackendName(name), searchPaths);
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Ten steps of gradient descent on a convolution and a dense layer; the loss before each. */
async function trainTinyNetwork(): Promise<number[]> {
  const x = tf.randomNormal<tf.Rank.R4>([8, 6, 6, 2], 0, 1, 'float32', 1);
  const labels = tf.tidy(() => tf.cast(tf.oneHot(tf.range(0, 8, 1, 'int32'), 8), 'float32'));
  const filter = drawnVariable<tf.Rank.R4>([3, 3, 2, 4], 2);
  const dense = drawnVariable<tf.Rank.R2>([36, 8], 3);
  const loss = (): tf.Scalar => {
    const features = tf.relu(tf.conv2d(x, filter, 2, 'same'));
    const logits = tf.matMul(tf.reshape(features, [8, 36]), dense);
    const likelihoods = tf.sum(tf.mul(tf.logSoftmax(logits), labels), -1);
    return tf.neg(tf.mean(likelihoods));
  };
  const losses: number[] = [];
  for (let step = 0; step < 10; step += 1) {
    const { value, grads } = tf.variableGrads(loss, [filter, dense]);
    for (const parameter of [filter, dense]) {
      tf.tidy(() => {
        parameter.assign(tf.sub(parameter, tf.mul(grads[parameter.name], 0.2)));
      });
    }
    losses.push((await value.data())[0]);
    tf.dispose([value, grads]);
  }
  tf.dispose([x, labels, filter, dense]);
  return losses;
}

function drawnVariable<R extends tf.Rank>(shape: tf.ShapeMap[R], seed: number): tf.Variable<R> {
  return tf.tidy(() => tf.variable(tf.randomNormal<R>(shape, 0, 0.3, 'float32', seed)));
}
