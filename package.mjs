/**
 * Packs what `esbuild.mjs` has built into `dist/modality-lens.vsix`, or into the file that is named on the command line.
 */
import { createVSIX } from '@vscode/vsce';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { thirdPartyNotices } from './third-party-notices.mjs';

const root = import.meta.dirname;
const output = path.join(root, 'dist');
const packagePath = path.resolve(process.argv[2] ?? path.join(output, 'modality-lens.vsix'));

/**
 * The README as the extension's page in VS Code can show it, where no file lies beside it: pictures are part of the text,
 * and links to files of the source are text.
 */
async function selfContained(readme) {
  const picture = /!\[([^\]]*)\]\(([^):]+\.png)\)/g;
  const embedded = await Promise.all(
    [...readme.matchAll(picture)].map(async ([, text, file]) => {
      const content = await readFile(path.join(root, file), 'base64');
      return `![${text}](data:image/png;base64,${content})`;
    }),
  );
  return readme
    .replace(picture, () => embedded.shift())
    .replace(/(?<!!)\[([^\]]+)\]\((?!\w+:|#)[^)]+\)/g, '$1');
}

const readmePath = path.join('dist', 'README.md');
await writeFile(
  path.join(root, readmePath),
  await selfContained(await readFile(path.join(root, 'README.md'), 'utf8')),
);
await writeFile(
  path.join(output, 'ThirdPartyNotices.txt'),
  await thirdPartyNotices([
    path.join(output, 'metafile.json'),
    path.join(output, 'extension-metafile.json'),
    path.join(output, 'webview', 'metafile.json'),
  ]),
);
await createVSIX({
  cwd: root,
  packagePath,
  dependencies: false,
  readmePath,
  rewriteRelativeLinks: false,
  allowMissingRepository: true,
});
const { size } = await stat(packagePath);
console.log(`${path.relative(process.cwd(), packagePath)}: ${(size / 1e6).toFixed(1)} MB`);
