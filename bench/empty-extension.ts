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

/** What an extension has beside nothing: what it contributes, its code, and further files by their names. */
export interface EmptyExtension {
  readonly contributes?: object;
  readonly main?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * Packs an extension that does nothing: what activating it takes is what any extension takes.
 *
 * @param folder absolute path of a folder of its own, which need not be there
 * @returns path of the VSIX
 */
export async function packEmptyExtension(
  folder: string,
  {
    contributes = {},
    main = 'exports.activate = () => undefined;\n',
    files = {},
  }: EmptyExtension = {},
): Promise<string> {
  await mkdir(folder, { recursive: true });
  const all = {
    'package.json': JSON.stringify({ ...manifest, contributes }),
    'main.js': main,
    '.vscodeignore': '*.vsix\n',
    ...files,
  };
  for (const [name, content] of Object.entries(all)) {
    await writeFile(path.join(folder, name), content);
  }
  const packagePath = path.join(folder, 'empty.vsix');
  await createVSIX({
    ...{ cwd: folder, packagePath, dependencies: false },
    ...{ allowMissingRepository: true, skipLicense: true },
  });
  return packagePath;
}
