import fs from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { withSharedMemory } from '../../../../src/compute/wasm/share-memory.js';

const header = [0, 97, 115, 109, 1, 0, 0, 0];

test('of the binary of the backend one bit changes', () => {
  const package_ = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  const binary = fs.readFileSync(package_.replace(/[^\\/]*$/, 'tfjs-backend-wasm-simd.wasm'));
  const result = withSharedMemory(binary);
  const changes = [...result.keys()].filter((at) => result[at] !== binary[at]);
  expect(changes).toHaveLength(1);
  expect(result[changes[0]] ^ binary[changes[0]]).toBe(2);
  expect(WebAssembly.validate(Uint8Array.from(result))).toBe(true);
});

test('a memory is found after other sections, and is then shared', () => {
  // A section of somebody's own, 200 bytes long, comes first; its length takes two bytes.
  const other = [0, 0xc8, 0x01, ...Array.from({ length: 200 }, () => 0)];
  const memory = [5, 4, 1, 1, 1, 2];
  const exported = [7, 5, 1, 1, 'm'.charCodeAt(0), 2, 0];
  const binary = withSharedMemory(Uint8Array.from([...header, ...other, ...memory, ...exported]));
  const module = new WebAssembly.Module(Uint8Array.from(binary));
  const { m } = new WebAssembly.Instance(module).exports as { m: WebAssembly.Memory };
  expect(m.buffer).toBeInstanceOf(SharedArrayBuffer);
});

test.each([
  ['has none', []],
  ['may grow without end', [5, 3, 1, 0, 1]],
])('a binary whose memory %s is refused', (_, sections) => {
  expect(() => withSharedMemory(Uint8Array.from([...header, ...sections]))).toThrow(
    'no memory that can be shared',
  );
});
