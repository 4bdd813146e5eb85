/**
 * Has TensorFlow compute on so many threads, unless the environment says otherwise: as many operations at once, each on half
 * of them. The branches of a network are computed side by side; threads that share a small operation mostly wait for each
 * other.
 *
 * To be called before TensorFlow is loaded.
 */
export function shareThreads(threads: number, environment: NodeJS.ProcessEnv = process.env): void {
  environment.TF_NUM_INTEROP_THREADS ??= String(threads);
  environment.TF_NUM_INTRAOP_THREADS ??= String(Math.max(1, Math.floor(threads / 2)));
}
