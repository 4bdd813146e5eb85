import { compileAssembly, type Assembly, type WorkName } from './assembly.js';
import { startHelper } from './helper.js';

/** What is used of the backend: its module, with exports that its declared type does not name. */
export interface WasmBackend {
  readonly wasm: object;
}

interface BackendModule {
  readonly asm: { readonly memory: WebAssembly.Memory };
  readonly _malloc: (bytes: number) => number;
}

/** What lies in memory of a `Job` of `assembly/job.ts`, 32-bit integers, and how much of it comes before what is set here. */
const [jobLength, jobState] = [9, 4];

/** What each thread has of the scratch memory begins at a multiple of so many bytes: no two write to one cache line. */
const cacheLine = 64;

/** A work that is done in parts, by as many threads as there are. */
export interface PartedWork {
  readonly name: WorkName;
  /** Address of what the work is told. */
  readonly task: number;
  readonly parts: number;
  /** Address of memory for the threads, {@link Workshop.scratchBytes} of it. */
  readonly scratch: number;
  /** How much of it each part needs, bytes. */
  readonly scratchBytes: number;
}

/**
 * Where functions of ours work in the backend's memory: this thread, and helpers that take parts of what it is at. What
 * comes out is the same, bit for bit, however many help.
 */
export class Workshop {
  readonly assembly: Assembly;
  readonly #compiled = compileAssembly();
  readonly #memory: WebAssembly.Memory;
  readonly #job: number;
  #helpers = 0;

  constructor({ asm, _malloc }: BackendModule) {
    this.#memory = asm.memory;
    const imports = { env: { memory: this.#memory } };
    const { exports } = new WebAssembly.Instance(this.#compiled, imports);
    this.assembly = exports as unknown as Assembly;
    this.#job = _malloc(jobLength * Int32Array.BYTES_PER_ELEMENT);
    new Int32Array(this.#memory.buffer, this.#job, jobLength).fill(0);
  }

  /** How many threads compute, this one included. */
  get threads(): number {
    return 1 + this.#helpers;
  }

  /**
   * Brings helpers in, until so many threads compute.
   *
   * @param start what starts one
   * @returns why fewer do, where they could not be started; null where all are there
   */
  async employ(threads: number, start = startHelper): Promise<string | null> {
    while (this.threads < threads) {
      const refusal = await start({
        module: this.#compiled,
        memory: this.#memory,
        job: this.#job,
        thread: this.threads,
      });
      if (refusal !== null) {
        return refusal;
      }
      this.#helpers += 1;
    }
    return null;
  }

  /** The scratch memory that all threads need, for so many bytes a part. */
  scratchBytes(bytesAPart: number): number {
    return this.threads * wholeLines(bytesAPart);
  }

  /** @throws Error where a helper broke off */
  perform({ name, task, parts, scratch, scratchBytes }: PartedWork): void {
    const work = this.assembly[`Work.${name}`].value;
    new Int32Array(this.#memory.buffer, this.#job, jobLength).set(
      [work, parts, task, scratch, wholeLines(scratchBytes)],
      jobState,
    );
    if (this.assembly.perform(this.#job, this.#helpers) === 0) {
      throw new Error('A thread that helped to compute broke off.');
    }
  }
}

const workshops = new WeakMap<BackendModule, Workshop>();

/** The workshop in a backend's memory. */
export function workshopOf({ wasm }: WasmBackend): Workshop {
  const module = wasm as BackendModule;
  const present = workshops.get(module);
  if (present !== undefined) {
    return present;
  }
  const workshop = new Workshop(module);
  workshops.set(module, workshop);
  return workshop;
}

function wholeLines(bytes: number): number {
  return Math.ceil(bytes / cacheLine) * cacheLine;
}
