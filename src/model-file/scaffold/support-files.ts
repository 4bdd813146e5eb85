import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { systemErrorCode } from '../../runs/disk-problem.js';

/** The modules that a model file may import, and the file of declarations that answers for each. */
const declarations = {
  'modality-lens': 'modality-lens.d.ts',
  '@tensorflow/tfjs': 'tfjs.d.ts',
  '@tensorflow/tfjs-core': 'tfjs.d.ts',
  '@tensorflow/tfjs-layers': 'tfjs.d.ts',
} as const;

const configuration = `// Written by Modality Lens, again with each new model file. Your own settings belong in the
// tsconfig.json that extends this one.
${JSON.stringify(
  {
    compilerOptions: {
      skipLibCheck: true,
      paths: Object.fromEntries(
        Object.entries(declarations).map(([name, file]) => [name, [`./types/${file}`]]),
      ),
    },
  },
  undefined,
  2,
)}
`;

/** Absolute path of the tsconfig.json in `root` that knows the modules of a model file. */
export function supportConfiguration(root: string): string {
  return path.join(root, '.modality-lens', 'tsconfig.json');
}

/** The modules that a model file in `root` may import: absolute paths of their declarations, by name. */
export function supportedModules(root: string): Readonly<Record<string, string>> {
  const folder = path.join(root, '.modality-lens', 'types');
  return Object.fromEntries(
    Object.entries(declarations).map(([name, file]) => [name, path.join(folder, file)]),
  );
}

/**
 * Writes `.modality-lens/` in `root`: the declarations of this installation, the tsconfig.json that leads to them, and,
 * unless there is one, a .gitignore that keeps runs out of version control.
 *
 * @param installation absolute folder of this package
 * @returns the files that were written, absolute
 */
export async function writeSupportFiles(root: string, installation: string): Promise<string[]> {
  const written: string[] = [];
  for (const file of new Set(Object.values(supportedModules(root)))) {
    await mkdir(path.dirname(file), { recursive: true });
    await copyFile(path.join(installation, 'dist', 'types', path.basename(file)), file);
    written.push(file);
  }
  await writeFile(supportConfiguration(root), configuration);
  written.push(supportConfiguration(root));
  const ignored = path.join(root, '.modality-lens', '.gitignore');
  if (await writeNew(ignored, '/runs/\n')) {
    written.push(ignored);
  }
  return written;
}

/** Writes a file unless there is one already; tells whether it did. */
export async function writeNew(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(file, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') {
      return false;
    }
    throw error;
  }
}
