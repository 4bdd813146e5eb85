import { build } from 'esbuild';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { assemblyScript } from './assembly-script.mjs';
import { bundleExtension } from './bundle-extension.mjs';
import { rollTypes } from './roll-types.mjs';

const require = createRequire(import.meta.url);
const root = import.meta.dirname;
const output = path.join(root, 'dist');

/** The WebAssembly binary of the embedded backend lies beside the bundle that loads it. */
async function copyWebAssembly() {
  const source = path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm'));
  const name = 'tfjs-backend-wasm-simd.wasm';
  await copyFile(path.join(source, name), path.join(output, name));
}

/** The languages that the extension speaks beside English, as zod names those that it has. */
const translatedTo = (await readdir(path.join(root, 'l10n')))
  .flatMap((name) => /^bundle\.l10n\.(.+)\.json$/.exec(name)?.[1] ?? [])
  .map((tag) => tag.replace(/-(.*)/, (_, region) => region.toUpperCase()))
  .filter((name) => existsSync(path.join(root, 'node_modules/zod/v4/locales', `${name}.js`)));

/** Leaves zod's messages in all languages but these out: half of a page's size, a quarter of the extension's. */
const zodSpeaks = (...languages) => ({
  name: 'zod-speaks',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: languages
        .map((tag) => `export { default as ${tag} } from './${tag}.js';`)
        .join('\n'),
      loader: 'js',
    }));
  },
});

/**
 * Imports zod as a namespace, of which esbuild leaves out what nobody uses: an eighth of the panel, a quarter of the
 * sidebar. The `z` that zod exports is an object, which it has to keep whole.
 */
const zodByMembers = {
  name: 'zod-by-members',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/](src|webview)[\\/].*\.ts$/ }, async ({ path: file }) => ({
      contents: (await readFile(file, 'utf8')).replace(
        /^import \{ z \} from 'zod';$/m,
        "import * as z from 'zod';",
      ),
      loader: 'ts',
    }));
  },
};

/** The commit that is built, with `+` where files were changed since; null outside a clone. */
function commit() {
  const { status, stdout } = spawnSync(
    'git',
    ['describe', '--always', '--abbrev=12', '--exclude=*', '--dirty=+'],
    { cwd: root, encoding: 'utf8' },
  );
  return status === 0 ? stdout.trim() : null;
}

const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));

await mkdir(output, { recursive: true });
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: {
    cli: 'src/cli/main.ts',
    bench: 'bench/main.ts',
    'bench-tensorflow': 'bench/tensorflow.ts',
    'bench-gpu': 'bench/gpu.ts',
    experiment: 'bench/experiment/main.ts',
  },
  outdir: output,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  banner: { js: '#!/usr/bin/env node' },
  external: ['webgpu', '@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'],
  plugins: [assemblyScript],
  define: { __VERSION__: JSON.stringify(version), __COMMIT__: JSON.stringify(commit()) },
  // Every process reads all of it before it begins.
  minifyWhitespace: true,
  sourcemap: true,
  legalComments: 'linked',
  metafile: true,
  logLevel: 'warning',
});
await chmod(path.join(output, 'cli.js'), 0o755);
await writeFile(path.join(output, 'metafile.json'), JSON.stringify(metafile));
const extension = await bundleExtension(output, {
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [zodSpeaks('en', ...translatedTo)],
});
await writeFile(path.join(output, 'extension-metafile.json'), JSON.stringify(extension));
const pages = await build({
  absWorkingDir: root,
  entryPoints: [
    { in: 'webview/report.ts', out: 'report' },
    { in: 'webview/page/page.css', out: 'page' },
    ...['panel', 'sidebar'].flatMap((name) => [
      { in: `webview/${name}.ts`, out: name },
      { in: `webview/${name}/${name}.css`, out: name },
    ]),
  ],
  outdir: path.join(output, 'webview'),
  bundle: true,
  platform: 'browser',
  target: 'chrome123',
  format: 'iife',
  // No page shows what zod says.
  plugins: [zodSpeaks('en'), zodByMembers],
  minify: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
});
await writeFile(path.join(output, 'webview', 'metafile.json'), JSON.stringify(pages.metafile));
await copyWebAssembly();
await rollTypes(path.join(output, 'types'));
