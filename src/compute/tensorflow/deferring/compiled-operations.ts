import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { MadeTensor, NativeBinding } from '../native-binding.js';
import type { GraphOperation } from './known-operation.js';
import { graphTag, operationGraph, outputNames } from './operation-graph.js';

/** A sequence of operations as one graph of TensorFlow, which it runs as a whole. */
export class CompiledOperations {
  /** Numbers of the tensors that it gives, ascending. */
  readonly wanted: readonly number[];
  /** Numbers of the tensors that it takes, ascending. */
  readonly taken: readonly number[];
  readonly #binding: NativeBinding;
  readonly #model: number;
  readonly #inputNames: string;
  readonly #outputNames: string;

  /**
   * @param wanted numbers of the tensors to be given, as they turn up in the sequence; at least one
   * @throws Error where TensorFlow does not accept the graph, or where it would take nothing
   */
  constructor(
    binding: NativeBinding,
    operations: readonly GraphOperation[],
    wanted: readonly number[],
  ) {
    const names = outputNames(operations);
    this.wanted = wanted;
    this.taken = takenOf(operations);
    if (this.taken.length === 0) {
      throw new Error('A graph without inputs gives the same each time.');
    }
    this.#binding = binding;
    this.#inputNames = this.taken.map((number) => names[number]).join(',');
    this.#outputNames = wanted.map((number) => names[number]).join(',');
    this.#model = load(binding, operationGraph(operations, binding));
  }

  /**
   * @param inputs the tensors that are {@link taken}, in that order, as the binding numbers them
   * @returns those that are {@link wanted}, in that order
   */
  run(inputs: readonly number[]): readonly MadeTensor[] {
    return this.#binding.runSavedModel(this.#model, inputs, this.#inputNames, this.#outputNames);
  }

  dispose(): void {
    this.#binding.deleteSavedModel(this.#model);
  }
}

function takenOf(operations: readonly GraphOperation[]): number[] {
  const taken: number[] = [];
  let next = 0;
  for (const { outsiders, outputs } of operations) {
    outsiders.forEach(({ constant }, index) => {
      if (constant === null) {
        taken.push(next + index);
      }
    });
    next += outsiders.length + outputs.length;
  }
  return taken;
}

/** The binding loads graphs from folders alone. */
function load(binding: NativeBinding, graph: Uint8Array): number {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'modality-lens-graph-'));
  try {
    fs.writeFileSync(path.join(folder, 'saved_model.pb'), graph);
    return binding.loadSavedModel(folder, graphTag);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
