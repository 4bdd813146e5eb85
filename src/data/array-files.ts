import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { stat } from 'node:fs/promises';
import { listDirectory, readDataFile } from './data-file.js';
import { type DataPlace, dataProblem } from './data-problem.js';
import { type NumericArray, parseNpy } from './npy.js';
import { parseNpz } from './npz.js';

/** An array and where it comes from. */
export interface PlacedArray extends NumericArray {
  readonly place: DataPlace;
}

/**
 * Where the arrays of one split lie: an NPZ file, a directory of NPY files (each named after its array), or the NPY file
 * of each array by name.
 */
export type ArrayFiles = string | Readonly<Record<string, string>>;

/**
 * The arrays of one split by name, paths taken relative to `directory`.
 *
 * @throws Problem where a file is missing or damaged
 */
export async function readArrays(
  files: ArrayFiles,
  directory: string,
): Promise<Map<string, PlacedArray>> {
  if (typeof files !== 'string') {
    return readNpyFiles(
      new Map(Object.entries(files).map(([name, file]) => [name, path.resolve(directory, file)])),
    );
  }
  const location = path.resolve(directory, files);
  if ((await stat(location).catch(() => null))?.isDirectory() === true) {
    return readNpyDirectory(location);
  }
  const arrays = parseNpz(await readDataFile(location), location);
  return new Map(
    Array.from(arrays, ([name, array]) => [
      name,
      { ...array, place: { file: location, entry: `${name}.npy` } },
    ]),
  );
}

async function readNpyDirectory(directory: string): Promise<Map<string, PlacedArray>> {
  const files = (await listDirectory(directory)).filter((file) => file.endsWith('.npy'));
  if (files.length === 0) {
    const remedy = l10n.t('Save each modality and the labels here, as modality.npy and label.npy.');
    throw dataProblem({ file: directory }, l10n.t('This directory has no .npy files.'), remedy);
  }
  return readNpyFiles(
    new Map(files.map((file) => [path.basename(file, '.npy'), path.join(directory, file)])),
  );
}

async function readNpyFiles(files: ReadonlyMap<string, string>): Promise<Map<string, PlacedArray>> {
  const arrays = new Map<string, PlacedArray>();
  for (const [name, file] of files) {
    const place = { file };
    arrays.set(name, { ...parseNpy(await readDataFile(file), place), place });
  }
  return arrays;
}
