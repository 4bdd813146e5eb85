import { compileAssembly, type Assembly, type WorkName } from './assembly.js';
import { startHelper } from './helper.js';

/** What is used of the backend: its module, with exports that its declared type does not name. */
export interface WasmBackend {
  readonly wasm: object;
}

interface BackendModule {
  readonly asm: { readonly memory: WebAssembly.Memory };
  readonly _malloc: (bytes: number) => number;
  readonly _free: (address: number) => void;
}

/** What lies in memory of a `Job` of `assembly/job.ts`, 32-bit integers, and how much of it comes before what is set here. */
const [jobLength, jobState] = [9, 4];

/** What each thread has of the scratch memory begins at a multiple of so many bytes: no two write to one cache line. */
const cacheLine = 64;

/** How much a work is told at most, 32-bit values. */
const taskLength = 32;

/** A work that is done in parts, by as many threads as there are. */
export interface PartedWork {
  readonly name: WorkName;
  /** What the work is told: the fields of the class that belongs to it in `assembly/`. */
  readonly task: readonly number[];
  readonly parts: number;
  /** How much memory each part needs for itself, bytes. */
  readonly scratchBytes: number;
}

/**
 * Where functions of ours work in the backend's memory: this thread, and helpers that take parts of what it is at. What
 * comes out is the same, bit for bit, however many help.
 */
export class Workshop {
  readonly assembly: Assembly;
  readonly #compiled = compileAssembly();
  readonly #module: BackendModule;
  readonly #memory: WebAssembly.Memory;
  readonly #job: number;
  readonly #task: number;
  #scratch = { address: 0, bytes: 0 };
  #helpers = 0;

  constructor(module: BackendModule) {
    const { asm, _malloc } = module;
    this.#module = module;
    this.#memory = asm.memory;
    const imports = { env: { memory: this.#memory } };
    const { exports } = new WebAssembly.Instance(this.#compiled, imports);
    this.assembly = exports as unknown as Assembly;
    this.#job = _malloc(jobLength * Int32Array.BYTES_PER_ELEMENT);
    new Int32Array(this.#memory.buffer, this.#job, jobLength).fill(0);
    this.#task = _malloc(taskLength * Int32Array.BYTES_PER_ELEMENT);
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

  /** @throws Error where a helper broke off */
  perform({ name, task, parts, scratchBytes }: PartedWork): void {
    const work = this.assembly[`Work.${name}`].value;
    const aThread = wholeLines(scratchBytes);
    const scratch = this.#scratchOf(this.threads * aThread);
    const { buffer } = this.#memory;
    new Int32Array(buffer, this.#task, taskLength).set(task);
    const job = new Int32Array(buffer, this.#job, jobLength);
    job.set([work, parts, this.#task, scratch, aThread], jobState);
    if (this.assembly.perform(this.#job, this.#helpers) === 0) {
      throw new Error('A thread that helped to compute broke off.');
    }
  }

  /** Address of so much memory; it is the same for one work after the other. */
  #scratchOf(bytes: number): number {
    if (bytes > this.#scratch.bytes) {
      this.#module._free(this.#scratch.address);
      this.#scratch = { address: this.#module._malloc(bytes), bytes };
    }
    return this.#scratch.address;
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
