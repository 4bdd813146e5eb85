import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Given, Replay, Replayed } from '../../replay.js';
import type { MadeTensor, NodeBackend } from '../native-binding.js';
import { CompiledOperations } from './compiled-operations.js';
import type { Recorded, Source, Target } from './recording.js';

/** Operations that were recorded, as one graph of TensorFlow. */
export class GraphReplay implements Replay {
  readonly #backend: NodeBackend;
  readonly #compiled: CompiledOperations;
  readonly #sources: readonly Source[];
  /** What is overwritten by each of the tensors that the graph gives; null for the one that is read. */
  readonly #targets: readonly (Target | null)[];
  /** The tensors of tf's that it takes or overwrites. */
  readonly #kept: readonly TensorInfo[];
  readonly #names: readonly string[];

  /** @throws Error where TensorFlow does not accept the graph */
  constructor(backend: NodeBackend, { operations, sources, wanted }: Recorded) {
    const places = wanted.map(({ place }) => place);
    this.#backend = backend;
    this.#compiled = new CompiledOperations(backend.binding, operations, places);
    this.#sources = sources;
    this.#targets = wanted.map(({ target }) => target);
    const taken = sources.flatMap((source) => (source.kind === 'kept' ? [source.tensor] : []));
    this.#kept = [...new Set([...taken, ...this.#targets.flatMap((one) => one?.tensor ?? [])])];
    const names = sources.flatMap((source) => (source.kind === 'number' ? [source.name] : []));
    this.#names = [...new Set(names)];
  }

  get isUsable(): boolean {
    const { tensorMap } = this.#backend;
    return this.#kept.every(
      ({ dataId }) => tensorMap.has(dataId) && tensorMap.get(dataId).refCount === 1,
    );
  }

  run({ tensors, numbers }: Given): Replayed {
    const { binding } = this.#backend;
    const given = this.#backend.getInputTensorIds(tensors);
    const ids = this.#backend.getInputTensorIds(this.#kept);
    const kept = new Map(this.#kept.map((tensor, index) => [tensor, ids[index]]));
    const named = new Map(
      this.#names.map((name) => [
        name,
        binding.createTensor([], binding.TF_FLOAT, Float32Array.of(numbers[name])),
      ]),
    );
    const taken = this.#sources.map((source) => {
      switch (source.kind) {
        case 'given':
          return given[source.index];
        case 'number':
          return named.get(source.name) ?? -1;
        case 'kept':
          return kept.get(source.tensor) ?? -1;
      }
    });
    try {
      return this.#replayed(this.#compiled.run(taken));
    } finally {
      named.forEach((id) => {
        binding.deleteTensor(id);
      });
    }
  }

  dispose(): void {
    this.#compiled.dispose();
  }

  #replayed(made: readonly MadeTensor[]): Replayed {
    const { binding, tensorMap } = this.#backend;
    const late: [TensorInfo, number][] = [];
    let values = new Float32Array();
    this.#targets.forEach((target, index) => {
      const { id } = made[index];
      if (target === null) {
        values = binding.tensorDataSync(id) as Float32Array<ArrayBuffer>;
        binding.deleteTensor(id);
      } else if (target.isLate) {
        late.push([target.tensor, id]);
      } else {
        overwrite(target.tensor, id);
      }
    });
    function overwrite({ dataId }: TensorInfo, id: number): void {
      const data = tensorMap.get(dataId);
      binding.deleteTensor(data.id);
      data.id = id;
    }
    return {
      values,
      complete: () => {
        late.forEach(([tensor, id]) => {
          overwrite(tensor, id);
        });
      },
      abandon: () => {
        late.forEach(([, id]) => {
          binding.deleteTensor(id);
        });
      },
    };
  }
}
