import * as l10n from '@vscode/l10n';
import { constants, gunzipSync } from 'node:zlib';
import { largestSize } from './data-file.js';
import { dataProblem } from './data-problem.js';

/** An array of bytes from an IDX file, the format of MNIST. */
export interface IdxArray {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly values: Uint8Array;
}

/** The code of unsigned bytes in an IDX header, the only element type that MNIST uses. */
const unsignedByte = 0x08;

function downloadAgain(): string {
  return l10n.t('Get the file again; it is damaged or not one of MNIST’s.');
}

/**
 * The array in an IDX file of unsigned bytes, plain or gzipped.
 *
 * Nothing is inflated beyond the size that the header promises.
 *
 * @param bytes the whole file
 * @param dimensions how many dimensions the array must have
 * @param file the file's path, for messages
 * @throws Problem where the header is not IDX's, or promises more or fewer bytes than follow it
 */
export function parseIdx(bytes: Uint8Array, dimensions: number, file: string): IdxArray {
  const headerSize = 4 + 4 * dimensions;
  const zipped = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const head = zipped ? inflate(bytes.subarray(0, 1024), file, null) : bytes;
  const shape = parseHeader(head, dimensions, file);
  const size = headerSize + shape.reduce((product, side) => product * side, 1);
  if (size > largestSize) {
    const what = l10n.t('Its header promises {0} bytes, more than 2 GiB.', shape.join(' × '));
    throw dataProblem({ file }, what, downloadAgain());
  }
  const whole = zipped ? inflate(bytes, file, size) : bytes;
  if (whole.length !== size) {
    const what = l10n.t('Its header promises {0} bytes, but it has {1}.', size, whole.length);
    throw dataProblem({ file }, what, downloadAgain());
  }
  return { shape, values: whole.subarray(headerSize) };
}

function parseHeader(head: Uint8Array, dimensions: number, file: string): number[] {
  const headerSize = 4 + 4 * dimensions;
  if (head.length < headerSize) {
    throw dataProblem(
      { file },
      l10n.t('It ends within the header of an IDX file.'),
      downloadAgain(),
    );
  }
  const view = new DataView(head.buffer, head.byteOffset, headerSize);
  const magic = view.getUint32(0);
  const expected = unsignedByte * 256 + dimensions;
  if (magic !== expected) {
    const [found, wanted] = [magic, expected].map((code) => code.toString(16).padStart(8, '0'));
    const what = l10n.t(
      'It begins with {0}, where IDX has {1} for bytes in {2} dimensions.',
      found,
      wanted,
      dimensions,
    );
    throw dataProblem({ file }, what, downloadAgain());
  }
  return Array.from({ length: dimensions }, (_, axis) => view.getUint32(4 + 4 * axis));
}

/** Inflates `bytes`, at most to `size`; where `size` is null, as far as the bytes go. */
function inflate(bytes: Uint8Array, file: string, size: number | null): Uint8Array {
  try {
    return size === null
      ? gunzipSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
      : gunzipSync(bytes, { maxOutputLength: size });
  } catch (error) {
    const tooLarge =
      error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    const what = tooLarge
      ? l10n.t('It inflates to more than the {0} bytes that its header promises.', String(size))
      : l10n.t('It cannot be unzipped.');
    throw dataProblem({ file }, what, downloadAgain(), { cause: error });
  }
}
