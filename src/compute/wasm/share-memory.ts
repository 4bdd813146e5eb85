const headerLength = 8;
const memorySection = 5;

/** Of the flags of a memory's limits: it has a greatest size; it is shared between threads. */
const [limited, shared] = [1, 2];

/**
 * A WebAssembly binary whose one memory is declared shared, and which is the same otherwise: its code need not know that
 * other threads look at its memory, as long as it is not running while they do.
 *
 * @throws Error where it has no memory of its own, or one without a greatest size
 */
export function withSharedMemory(binary: Uint8Array): Uint8Array {
  const result = Uint8Array.from(binary);
  let at = headerLength;
  while (at < result.length) {
    const section = result[at];
    const size = readUnsigned(result, at + 1);
    if (section === memorySection) {
      // After the number of memories, which is one.
      const flags = size.end + 1;
      if ((result[flags] & limited) === 0) {
        break;
      }
      result[flags] |= shared;
      return result;
    }
    at = size.end + size.value;
  }
  throw new Error('The WebAssembly binary has no memory that can be shared.');
}

/** An unsigned number, seven bits a byte, the lowest first; the last byte has its highest bit clear. */
function readUnsigned(bytes: Uint8Array, start: number): { value: number; end: number } {
  let value = 0;
  for (let at = start, unit = 1; ; at += 1, unit *= 2 ** 7) {
    value += (bytes[at] & 0x7f) * unit;
    if (bytes[at] < 0x80) {
      return { value, end: at + 1 };
    }
  }
}
