import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import type { HostTensor, TensorMap } from '../record/checkpoint.js';
import { Problem } from '../record/problem.js';
import { replaceFile } from './disk.js';
import { onDisk } from './disk-problem.js';
import { numberFormats } from './number-formats.js';
import {
  readHeader,
  SafetensorsFault,
  writeHeader,
  type TensorEntry,
} from './safetensors-header.js';

/** The content of a safetensors file. */
export interface Safetensors {
  readonly tensors: TensorMap;
  readonly metadata: ReadonlyMap<string, string>;
}

const none: ReadonlyMap<string, string> = new Map();

/**
 * The bytes of a safetensors file with float32 tensors. Equal tensors and metadata give equal bytes: names are sorted,
 * data follow in that order, bit for bit.
 *
 * @throws Problem where a tensor is named `__metadata__` or its values do not fill its shape
 */
export function encodeSafetensors(
  tensors: TensorMap,
  metadata: ReadonlyMap<string, string> = none,
): Uint8Array {
  const sorted = [...tensors].sort(([one], [other]) => (one < other ? -1 : 1));
  const header = reported(null, () => {
    for (const [name, { shape, data }] of sorted) {
      if (shape.reduce((product, size) => product * size, 1) !== data.length) {
        throw new SafetensorsFault(
          l10n.t('its shape [{0}] does not fit {1} values', shape.join(', '), data.length),
          name,
        );
      }
    }
    return writeHeader(
      sorted.map(([name, { shape, data }]) => [name, shape, data.byteLength]),
      metadata,
    );
  });
  return Buffer.concat([header, ...sorted.map(([, { data }]) => bytesOf(data))]);
}

/**
 * The tensors in the bytes of a safetensors file, as float32; wider numbers are rounded.
 *
 * @param file path for messages
 * @throws Problem where the bytes are damaged or of a number format that is not read
 */
export function decodeSafetensors(bytes: Uint8Array, file: string): Safetensors {
  return reported(file, () => {
    const { entries, metadata } = readHeader(bytes);
    return {
      tensors: new Map(entries.map((entry) => [entry.name, readTensor(bytes, entry)])),
      metadata,
    };
  });
}

/** Reads a safetensors file. Throws a Problem where it cannot be read or is damaged. */
export async function readSafetensors(file: string): Promise<Safetensors> {
  const bytes = await onDisk(file, 'read the weights', () => readFile(file));
  return decodeSafetensors(bytes, file);
}

/** Writes a safetensors file whole or not at all; see {@link encodeSafetensors}. Throws a Problem where it cannot. */
export async function writeSafetensors(
  file: string,
  tensors: TensorMap,
  metadata: ReadonlyMap<string, string> = none,
): Promise<void> {
  const bytes = encodeSafetensors(tensors, metadata);
  await onDisk(file, 'write the weights', () => replaceFile(file, bytes));
}

function readTensor(bytes: Uint8Array, entry: TensorEntry): HostTensor {
  const { format, shape, count, start } = entry;
  const data = new Float32Array(count);
  if (format === numberFormats.get('F32')) {
    // As bytes: bit for bit, whatever a NaN carries.
    bytesOf(data).set(bytes.subarray(start, start + data.byteLength));
    return { shape, data };
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let index = 0; index < count; index += 1) {
    data[index] = format.read(view, start + index * format.size);
  }
  return { shape, data };
}

function bytesOf(data: Float32Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Turns a fault into a Problem; `file` is null where it is the tensors that are at fault, before there is a file. */
function reported<Result>(file: string | null, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof SafetensorsFault)) {
      throw error;
    }
    const { message, tensor } = error;
    throw new Problem(
      {
        code: 'weights',
        ...(file === null ? {} : { file }),
        ...(tensor === undefined ? {} : { entry: tensor }),
        what:
          file === null
            ? l10n.t('The tensors cannot be written: {0}.', message)
            : l10n.t('The tensors cannot be read: {0}.', message),
        remedy:
          file === null
            ? l10n.t('Give each tensor another name, and as many values as its shape says.')
            : l10n.t('Use another checkpoint, or write the file again.'),
      },
      { cause: error },
    );
  }
}
