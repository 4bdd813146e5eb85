import * as l10n from '@vscode/l10n';
import { unzipSync, type UnzipFileInfo } from 'fflate';
import { Problem } from '../record/problem.js';
import { largestSize } from './data-file.js';
import { type DataPlace, dataProblem } from './data-problem.js';
import { type NumericArray, parseNpy } from './npy.js';
import { crc32, promisedChecksums } from './zip-checksums.js';

/** More bytes than this for one byte deflate cannot give (zlib's documentation). */
const largestExpansion = 1032;

/** More arrays than this are no data set of ours; a damaged archive may claim billions. */
const mostArrays = 1000;

const extension = '.npy';

/**
 * The arrays in an NPZ file (`numpy.savez`, `numpy.savez_compressed`), by name, in the archive's order.
 *
 * Nothing is inflated beyond the size that the archive's directory promises, and no promise is believed that the
 * archive's own bytes cannot keep. Every array is held to its checksum.
 *
 * @param bytes the whole file
 * @throws Problem where the archive or an array in it is damaged
 */
export function parseNpz(bytes: Uint8Array, file: string): Map<string, NumericArray> {
  const entries: UnzipFileInfo[] = [];
  const { contents, checksums } = unzip(bytes, file, (entry) => {
    checkEntry(entry, entries, bytes.length, { file, entry: entry.name });
    entries.push(entry);
    return true;
  });
  return new Map(
    entries.map(({ name, originalSize }, index) => {
      const place = { file, entry: name };
      const content = contents[name];
      if (content.length !== originalSize) {
        const what = l10n.t(
          'The archive promises {0} bytes, but the array has {1}.',
          originalSize,
          content.length,
        );
        throw dataProblem(place, what, l10n.t('Save it again; it was cut off or changed.'));
      }
      if (crc32(content) !== checksums[index]) {
        const what = l10n.t(
          'The array is damaged: it does not have the checksum that the archive promises.',
        );
        throw dataProblem(place, what, l10n.t('Save or copy the file again.'));
      }
      return [name.slice(0, -extension.length), parseNpy(content, place)];
    }),
  );
}

function unzip(
  bytes: Uint8Array,
  file: string,
  filter: (entry: UnzipFileInfo) => boolean,
): { contents: Record<string, Uint8Array>; checksums: readonly number[] } {
  try {
    return { contents: unzipSync(bytes, { filter }), checksums: promisedChecksums(bytes) };
  } catch (error) {
    if (error instanceof Problem) {
      throw error;
    }
    // fflate throws whatever comes of reading past the end of a damaged archive.
    const what = l10n.t('This is not an archive of NumPy (NPZ), or it is damaged.');
    throw dataProblem({ file }, what, l10n.t('Save it again with numpy.savez.'), { cause: error });
  }
}

/** Checks an entry of the archive's directory against the `earlier` ones, before room is made for it. */
function checkEntry(
  { name, size, originalSize }: UnzipFileInfo,
  earlier: readonly UnzipFileInfo[],
  archiveSize: number,
  place: DataPlace,
): void {
  if (!name.endsWith(extension)) {
    const what = l10n.t('The archive holds something other than NPY arrays.');
    throw dataProblem(place, what, l10n.t('Save the arrays with numpy.savez.'));
  }
  if (earlier.length >= mostArrays || earlier.some((entry) => entry.name === name)) {
    const what = l10n.t('The archive has two arrays of this name, or too many arrays.');
    throw dataProblem(place, what, l10n.t('Save one array a modality, and label.'));
  }
  const taken = earlier.reduce((total, entry) => total + entry.size, 0);
  if (taken + size > archiveSize || originalSize > Math.min(size * largestExpansion, largestSize)) {
    throw dataProblem(
      place,
      l10n.t(
        'The array claims {0} bytes, from {1} of the {2} that the archive has left.',
        originalSize,
        size,
        archiveSize - taken,
      ),
      l10n.t(
        'If it is larger than 2 GiB, save each array as an .npy file; if not, the archive is damaged.',
      ),
    );
  }
}
