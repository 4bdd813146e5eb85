import { Worker } from 'node:worker_threads';

/** What a thread needs to help. */
export interface HelperTask {
  /** The functions of `assembly/`, compiled. */
  readonly module: WebAssembly.Module;
  /** The memory that they work in, shared. */
  readonly memory: WebAssembly.Memory;
  /** Address of the `Job` that is shared. */
  readonly job: number;
  /** Which thread it is; the main one is 0. */
  readonly thread: number;
}

/** Milliseconds that a thread may take to be there. */
const patience = 10_000;

/** What the thread does: text, so that it needs no file of its own beside the bundle. */
const script = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { module, memory, job, thread } = workerData;
  const { help, breakOff } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  parentPort.postMessage('here');
  try {
    help(job, thread);
  } catch (error) {
    breakOff(job);
    throw error;
  }
`;

/**
 * Starts a thread that helps for as long as the process lives, and does not keep it alive.
 *
 * @param source what the thread runs
 * @returns null once it is there; else why it is not, in English, as runs keep it, and it will not come later
 */
export async function startHelper(task: HelperTask, source = script): Promise<string | null> {
  let worker: Worker;
  try {
    worker = new Worker(source, { eval: true, execArgv: [], workerData: task });
  } catch (error) {
    return inWords(error);
  }
  const refusal = await refusalOf(worker);
  worker.unref();
  if (refusal !== null) {
    void worker.terminate();
  }
  return refusal;
}

function refusalOf(worker: Worker): Promise<string | null> {
  return new Promise((settle) => {
    const timer = setTimeout(() => {
      finish(`not there within ${patience / 1000} s`);
    }, patience);
    worker.once('message', () => {
      finish(null);
    });
    // Listened to for good: that a thread broke off is told by the job, and this would end the process.
    worker.on('error', (error) => {
      finish(inWords(error));
    });
    worker.once('exit', (code) => {
      finish(`ended with exit code ${code}`);
    });

    function finish(refusal: string | null): void {
      clearTimeout(timer);
      settle(refusal);
    }
  });
}

function inWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
