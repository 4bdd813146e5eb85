import * as l10n from '@vscode/l10n';
import { endianness } from 'node:os';
import { halfToNumber } from '../record/half-float.js';
import { type DataPlace, dataProblem } from './data-problem.js';
import { type NpyHeader, parseNpyHeader } from './npy-header.js';

/** The elements of an array; 64-bit integers are held as floats, exact up to 2^53. */
export type NumericValues =
  | Uint8Array
  | Int8Array
  | Uint16Array
  | Int16Array
  | Uint32Array
  | Int32Array
  | Float32Array
  | Float64Array;

/** An array from an NPY file. */
export interface NumericArray {
  readonly shape: readonly number[];
  /** Row-major, whatever the order in the file. */
  readonly values: NumericValues;
}

type Decoder = (buffer: ArrayBuffer, offset: number, length: number) => NumericValues;

/** How the elements of each type are read; 16-bit floats and 64-bit integers have no array of their own here. */
const decoders: Readonly<Record<string, Decoder>> = {
  b1: (buffer, offset, length) =>
    new Uint8Array(buffer, offset, length).map((value) => Number(value !== 0)),
  u1: (buffer, offset, length) => new Uint8Array(buffer, offset, length),
  i1: (buffer, offset, length) => new Int8Array(buffer, offset, length),
  u2: (buffer, offset, length) => new Uint16Array(buffer, offset, length),
  i2: (buffer, offset, length) => new Int16Array(buffer, offset, length),
  u4: (buffer, offset, length) => new Uint32Array(buffer, offset, length),
  i4: (buffer, offset, length) => new Int32Array(buffer, offset, length),
  u8: (buffer, offset, length) =>
    Float64Array.from(new BigUint64Array(buffer, offset, length), Number),
  i8: (buffer, offset, length) =>
    Float64Array.from(new BigInt64Array(buffer, offset, length), Number),
  f2: (buffer, offset, length) =>
    Float32Array.from(new Uint16Array(buffer, offset, length), halfToNumber),
  f4: (buffer, offset, length) => new Float32Array(buffer, offset, length),
  f8: (buffer, offset, length) => new Float64Array(buffer, offset, length),
};

/**
 * The array in an NPY file: bool, integers of 8 to 64 bits, floats of 16 to 64 bits; either byte order, either axis order.
 *
 * The values may share memory with `bytes`.
 *
 * @param bytes the whole file
 * @throws Problem where the header is damaged, the elements are of another type, or the header promises more or fewer
 *   bytes than follow it
 */
export function parseNpy(bytes: Uint8Array, place: DataPlace): NumericArray {
  const header = parseNpyHeader(bytes, place);
  const { shape, type, fortranOrder } = header;
  const decode = Object.hasOwn(decoders, type) ? decoders[type] : undefined;
  if (decode === undefined) {
    const what =
      type === 'O'
        ? l10n.t('The array holds Python objects.')
        : l10n.t('Elements of type {0} are no numbers.', type);
    throw dataProblem(place, what, l10n.t("Save plain numbers, such as array.astype('float32')."));
  }
  const length = shape.reduce((product, axis) => product * axis, 1);
  const promised = header.dataOffset + length * Number(type.slice(1));
  if (promised !== bytes.length) {
    throw dataProblem(
      place,
      l10n.t(
        'Its header promises {0} bytes for the shape ({1}), but it has {2}.',
        promised,
        shape.join(', '),
        bytes.length,
      ),
      l10n.t('Save it again; it was cut off or changed.'),
    );
  }
  const { buffer, offset } = alignedElements(bytes, header);
  const values = decode(buffer, offset, length);
  return { shape, values: fortranOrder ? toRowMajor(values, shape) : values };
}

/** The elements' bytes in this machine's order, at an offset that their size divides; copied only where need be. */
function alignedElements(
  bytes: Uint8Array,
  { type, bigEndian, dataOffset }: NpyHeader,
): { buffer: ArrayBuffer; offset: number } {
  const size = Number(type.slice(1));
  const elements = bytes.subarray(dataOffset);
  const foreign = size > 1 && bigEndian !== (endianness() === 'BE');
  if (!foreign && elements.byteOffset % size === 0 && elements.buffer instanceof ArrayBuffer) {
    return { buffer: elements.buffer, offset: elements.byteOffset };
  }
  const { buffer } = new Uint8Array(elements);
  if (foreign) {
    swapBytes(Buffer.from(buffer), size);
  }
  return { buffer, offset: 0 };
}

function swapBytes(elements: Buffer, size: number): void {
  if (size === 2) {
    elements.swap16();
  } else if (size === 4) {
    elements.swap32();
  } else {
    elements.swap64();
  }
}

/** Elements whose first axis runs fastest, in the order in which the last one does. */
function toRowMajor(values: NumericValues, shape: readonly number[]): NumericValues {
  const ordered = values.slice();
  const position = shape.map(() => 0);
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((a, b) => a * b, 1));
  let source = 0;
  for (let target = 0; target < ordered.length; target += 1) {
    ordered[target] = values[source];
    for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
      position[axis] += 1;
      source += strides[axis];
      if (position[axis] < shape[axis]) {
        break;
      }
      source -= strides[axis] * shape[axis];
      position[axis] = 0;
    }
  }
  return ordered;
}
