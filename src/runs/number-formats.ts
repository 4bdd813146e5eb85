import { halfToNumber } from '../record/half-float.js';

/** A number format of a safetensors file: bytes a value, and how to read one, little-endian. */
export interface NumberFormat {
  readonly size: number;
  read(view: DataView, offset: number): number;
}

/** The number formats that are read, by their safetensors name. All become float32, rounded to the nearest. */
export const numberFormats: ReadonlyMap<string, NumberFormat> = new Map<string, NumberFormat>([
  ['F64', { size: 8, read: (view, offset) => view.getFloat64(offset, true) }],
  ['F32', { size: 4, read: (view, offset) => view.getFloat32(offset, true) }],
  ['F16', { size: 2, read: (view, offset) => halfToNumber(view.getUint16(offset, true)) }],
  ['BF16', { size: 2, read: (view, offset) => brainToNumber(view.getUint16(offset, true)) }],
  ['I64', { size: 8, read: (view, offset) => Number(view.getBigInt64(offset, true)) }],
  ['I32', { size: 4, read: (view, offset) => view.getInt32(offset, true) }],
  ['I16', { size: 2, read: (view, offset) => view.getInt16(offset, true) }],
  ['I8', { size: 1, read: (view, offset) => view.getInt8(offset) }],
  ['U64', { size: 8, read: (view, offset) => Number(view.getBigUint64(offset, true)) }],
  ['U32', { size: 4, read: (view, offset) => view.getUint32(offset, true) }],
  ['U16', { size: 2, read: (view, offset) => view.getUint16(offset, true) }],
  ['U8', { size: 1, read: (view, offset) => view.getUint8(offset) }],
  ['BOOL', { size: 1, read: (view, offset) => (view.getUint8(offset) === 0 ? 0 : 1) }],
]);

const scratch = new DataView(new ArrayBuffer(4));

/** bfloat16: the upper half of a float32. */
function brainToNumber(bits: number): number {
  scratch.setUint32(0, bits << 16);
  return scratch.getFloat32(0);
}
