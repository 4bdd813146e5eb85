import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** Packs what was built, and returns the path of the VSIX. Throws what the packer says. */
export function packExtension(): string {
  const extension = path.join(root, 'dist/modality-lens.vsix');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'package.mjs'), extension],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) {
    throw new Error(`The extension cannot be packed: ${stdout}${stderr}`);
  }
  return extension;
}
