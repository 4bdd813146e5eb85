import * as tf from '@tensorflow/tfjs-core';
import type { LoadedBackend } from './loaded-backend.js';

/** Loads tf's backend in plain JavaScript. */
export async function loadCpu(): Promise<LoadedBackend> {
  await import('@tensorflow/tfjs-backend-cpu');
  withoutWarnings(() => {
    // With the first data that it holds, it prints a page that recommends other backends.
    const backend = tf.findBackend('cpu');
    backend.disposeData(backend.write(new Float32Array(1), [1], 'float32'));
  });
  return { describe: () => 'CPU (plain JavaScript)' };
}

/** tf prints no warnings in what it calls production. */
function withoutWarnings(action: () => void): void {
  const before = tf.env().getBool('PROD');
  tf.env().set('PROD', true);
  try {
    action();
  } finally {
    tf.env().set('PROD', before);
  }
}
