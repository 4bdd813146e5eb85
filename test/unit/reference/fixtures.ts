import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { TensorMap } from '../../../src/record/checkpoint.js';
import { readHeader } from '../../../src/runs/safetensors-header.js';

const folder = path.resolve(import.meta.dirname, '../../reference/fixtures');

/** A tensor of the reference, in 64 bits whatever it was written in. */
export interface ReferenceTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** Tensors of the reference by name. */
export type ReferenceTensors = ReadonlyMap<string, ReferenceTensor>;

/** The tensors of one fixture file; wider ones keep all their digits. */
export function readTensors(file: string): ReferenceTensors {
  const bytes = readFileSync(path.join(folder, file));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Map(
    readHeader(bytes).entries.map(({ name, format, shape, count, start }) => {
      const data = Float64Array.from({ length: count }, (_, index) =>
        format.read(view, start + index * format.size),
      );
      return [name, { shape, data }];
    }),
  );
}

/** The tensor called `name`, which must be there. */
export function tensor(tensors: ReferenceTensors, name: string): ReferenceTensor {
  const found = tensors.get(name);
  if (found === undefined) {
    throw new Error(`The fixture has no tensor ${name}.`);
  }
  return found;
}

/** The tensors whose names begin with `prefix`, without it. */
export function below(tensors: ReferenceTensors, prefix: string): ReferenceTensors {
  return new Map(
    [...tensors]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** Entry number `index` of the first axis. */
export function row({ shape, data }: ReferenceTensor, index: number): ReferenceTensor {
  const size = data.length / shape[0];
  return { shape: shape.slice(1), data: data.subarray(index * size, (index + 1) * size) };
}

/** One JSON fixture, checked. */
export function readJson<Schema extends z.ZodType>(file: string, schema: Schema): z.output<Schema> {
  return schema.parse(JSON.parse(readFileSync(path.join(folder, file), 'utf8')));
}

/** `tensors` as the network and the optimizer import them. */
export function float32(tensors: ReferenceTensors): TensorMap {
  return new Map(
    [...tensors].map(([name, { shape, data }]) => [name, { shape, data: Float32Array.from(data) }]),
  );
}
