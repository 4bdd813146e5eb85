import { createVSIX } from '@vscode/vsce';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const manifest = {
  name: 'empty',
  publisher: 'modality-lens',
  version: '0.0.0',
  engines: { vscode: '^1.100.0' },
  main: './main.js',
  activationEvents: ['onCommand:never'],
  extensionKind: ['workspace'],
};

/**
 * Packs an extension that does nothing: what activating it takes is what any extension takes.
 *
 * @param folder absolute path of a folder of its own, which need not be there
 * @returns path of the VSIX
 */
export async function packEmptyExtension(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(path.join(folder, 'main.js'), 'exports.activate = () => undefined;\n');
  await writeFile(path.join(folder, '.vscodeignore'), '*.vsix\n');
  const packagePath = path.join(folder, 'empty.vsix');
  await createVSIX({
    ...{ cwd: folder, packagePath, dependencies: false },
    ...{ allowMissingRepository: true, skipLicense: true },
  });
  return packagePath;
}
