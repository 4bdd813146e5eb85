import path from 'node:path';
import { replaceFile } from '../../../src/runs/disk.js';
import { readResults } from '../data-file.js';
import { guideFigures } from './guide-figures.js';

/** Draws the pictures of the walkthrough from the data file into `folder`. */
export async function writeGuideFigures(data: string, folder: string): Promise<void> {
  for (const [name, content] of Object.entries(guideFigures(await readResults(data)))) {
    await replaceFile(path.join(folder, name), content);
  }
}
