import { zipSync } from 'fflate';
import { Generator } from '../../../src/random/generator.js';

/** An `.npy` file of format 1.0, C order, little endian. */
function npy(descr: string, shape: readonly number[], values: Uint8Array): Uint8Array {
  const tuple = `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${tuple}, }`;
  const padded = `${header.padEnd(Math.ceil((header.length + 11) / 64) * 64 - 11)}\n`;
  const length = Buffer.alloc(2);
  length.writeUInt16LE(padded.length);
  return Buffer.concat([
    Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
    length,
    Buffer.from(padded),
    values,
  ]);
}

/** An `.npz` of `size` samples: an image, a depth map without channels, a vector of sound, and one of two labels. */
export default function threeModalities(size: number, seed: number): Uint8Array {
  const random = Generator.stream(seed, 'fixture');
  const labels = Int32Array.from({ length: size }, (_, index) => index % 2);
  const floats = (values: number): Uint8Array =>
    new Uint8Array(
      Float32Array.from({ length: size * values }, (_, index) => {
        return labels[Math.floor(index / values)] + random.uniform();
      }).buffer,
    );
  return zipSync({
    'image.npy': npy('<f4', [size, 8, 8, 3], floats(8 * 8 * 3)),
    'depth.npy': npy('<f4', [size, 6, 6], floats(6 * 6)),
    'sound.npy': npy('<f4', [size, 7], floats(7)),
    'label.npy': npy('<i4', [size], new Uint8Array(labels.buffer)),
  });
}
