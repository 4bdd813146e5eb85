import { endianness } from 'node:os';

/** The typed arrays that {@link writeNpy} can write, with NumPy's name for their elements. */
export type Writable =
  | { readonly type: 'u1'; readonly values: Uint8Array }
  | { readonly type: 'i1'; readonly values: Int8Array }
  | { readonly type: 'u2'; readonly values: Uint16Array }
  | { readonly type: 'i2'; readonly values: Int16Array }
  | { readonly type: 'u4'; readonly values: Uint32Array }
  | { readonly type: 'i4'; readonly values: Int32Array }
  | { readonly type: 'i8'; readonly values: BigInt64Array }
  | { readonly type: 'f4'; readonly values: Float32Array }
  | { readonly type: 'f8'; readonly values: Float64Array };

const byteOrder = endianness() === 'LE' ? '<' : '>';

/** An NPY file whose header is `dictionary`, followed by `data`. */
export function npyFile(dictionary: string, data: Uint8Array, version = 1): Uint8Array {
  const start = version === 1 ? 10 : 12;
  const padding = 64 - ((start + dictionary.length + 1) % 64);
  const text = `${dictionary}${' '.repeat(padding)}\n`;
  const head = Buffer.alloc(start);
  head.write('\x93NUMPY', 'latin1');
  head[6] = version;
  if (version === 1) {
    head.writeUInt16LE(text.length, 8);
  } else {
    head.writeUInt32LE(text.length, 8);
  }
  return Uint8Array.from(Buffer.concat([head, Buffer.from(text), data]));
}

/** What numpy.save writes for an array in C order. */
export function writeNpy({ type, values }: Writable, shape: readonly number[]): Uint8Array {
  const tuple = shape.length === 1 ? `${String(shape[0])},` : shape.join(', ');
  const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  const order = type.endsWith('1') ? '|' : byteOrder;
  return npyFile(
    `{'descr': '${order}${type}', 'fortran_order': False, 'shape': (${tuple}), }`,
    data,
  );
}

/** An IDX file of unsigned bytes. */
export function writeIdx(shape: readonly number[], values: Uint8Array): Buffer {
  const head = Buffer.alloc(4 + 4 * shape.length);
  head.writeUInt32BE(0x0800 + shape.length);
  shape.forEach((side, axis) => {
    head.writeUInt32BE(side, 4 + 4 * axis);
  });
  return Buffer.concat([head, values]);
}
