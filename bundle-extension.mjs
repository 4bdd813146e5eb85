import { build, transform } from 'esbuild';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

const root = import.meta.dirname;
const entry = 'src/extension.ts';

/** Where the parts lie that are loaded with what is first asked for, below the folder of the entry. */
const parts = 'editor';

/**
 * One `vscode` for all modules. esbuild would else copy its hundreds of members into an object of its own for every module
 * that imports it, each time the extension is activated.
 */
const oneVscode = {
  name: 'one-vscode',
  setup({ onResolve, onLoad }) {
    onLoad({ filter: /[\\/]src[\\/](editor[\\/].*|extension)\.ts$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, 'utf8')).replace(
        /^import \* as vscode from 'vscode';$/m,
        "import vscode from 'vscode';",
      ),
      loader: 'ts',
    }));
    onResolve({ filter: /^vscode$/ }, ({ kind }) =>
      kind === 'require-call'
        ? { path: 'vscode', external: true }
        : { path: 'vscode', namespace: 'vscode' },
    );
    onLoad({ filter: /.*/, namespace: 'vscode' }, () => ({
      contents: "export default require('vscode');",
    }));
  },
};

/**
 * Bundles the extension: `extension.js` has what activating it needs, and `editor/` beside it what is loaded with the first
 * use of the rest. Reading and compiling all of it would take most of the time to activate.
 *
 * @param output absolute path of the folder that it is written to; what is not given is not written
 * @param options for esbuild, over those that are here
 * @returns the metafile of esbuild
 */
export async function bundleExtension(output, options = {}) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { extension: entry },
    outdir: output ?? path.join(root, 'dist'),
    chunkNames: `${parts}/[name]-[hash]`,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    splitting: true,
    // Names stay as they are, for the stacks that people report.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: 'inline',
    legalComments: 'inline',
    metafile: true,
    logLevel: 'warning',
    write: false,
    ...options,
    plugins: [oneVscode, ...(options.plugins ?? [])],
  });
  if (output !== undefined) {
    await rm(path.join(output, parts), { recursive: true, force: true });
    await mkdir(path.join(output, parts), { recursive: true });
    await Promise.all(outputFiles.map(writeAsCommonJs));
  }
  return metafile;
}

/** esbuild splits modules of ECMAScript alone; the editor's host loads those of CommonJS faster, and all of its versions do. */
async function writeAsCommonJs({ path: file, text }) {
  const { code, map } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // What is imported when first used is required then.
    supported: { 'dynamic-import': false },
    minifyWhitespace: true,
    sourcemap: 'external',
    sourcefile: path.basename(file),
    legalComments: 'inline',
    logLevel: 'warning',
  });
  const name = path.basename(file);
  await Promise.all([
    writeFile(file, `${code}//# sourceMappingURL=${name}.map\n`),
    writeFile(`${file}.map`, map),
  ]);
}
