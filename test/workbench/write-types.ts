import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeSupportFiles } from '../../src/model-file/scaffold/support-files.js';

const root = path.resolve(import.meta.dirname, '../..');

/** Gives the model files in `workspace` what *New Model File* would: the declarations that complete and check them. */
export async function writeTypes(workspace: string): Promise<void> {
  await writeSupportFiles(workspace, root);
  const configuration = { extends: './.modality-lens/tsconfig.json' };
  await writeFile(path.join(workspace, 'tsconfig.json'), JSON.stringify(configuration));
}
