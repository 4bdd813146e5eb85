/**
 * What `work` gives; null as soon as `signal` aborts, also where `work` takes for ever (a lost network drive).
 *
 * Not `Promise.race` with one promise for the signal: that would keep every result in memory until it aborts.
 */
export function unlessAborted<Result>(
  signal: AbortSignal,
  work: Promise<Result>,
): Promise<Result | null> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      resolve(null);
    };
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) {
      abort();
    }
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
