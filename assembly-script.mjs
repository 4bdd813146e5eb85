import asc from 'assemblyscript/asc';
import path from 'node:path';

const folder = path.join(import.meta.dirname, 'src/compute/wasm/assembly');

/** A module that holds the compiled functions: whether relaxed SIMD is in it, by its name. */
const moduleName = /\/assembly\/kernels(-relaxed)?\.wasm$/;

const compiled = new Map();

/** Compiles `src/compute/wasm/assembly`, once a process. */
async function compile(isRelaxed) {
  const features = ['simd', 'threads', ...(isRelaxed ? ['relaxed-simd'] : [])];
  const files = new Map();
  const { error, stderr } = await asc.main(
    [
      path.join(folder, 'index.ts'),
      ...['--outFile', 'kernels.wasm', '-O3', '--noAssert', '--runtime', 'stub'],
      ...['--importMemory', '--sharedMemory', '--noExportMemory', '--maximumMemory', '65536'],
      ...['--disableWarning', ...features.flatMap((feature) => ['--enable', feature])],
    ],
    {
      writeFile: (name, contents) => {
        files.set(name, contents);
      },
    },
  );
  if (error !== null) {
    throw new Error(`${String(error)}\n${stderr.toString()}`);
  }
  return Buffer.from(files.get('kernels.wasm')).toString('base64');
}

/** The source of the module `id`; null for any other module. */
async function source(id) {
  const match = moduleName.exec(id);
  if (match === null) {
    return null;
  }
  const isRelaxed = match[1] !== undefined;
  if (!compiled.has(isRelaxed)) {
    compiled.set(isRelaxed, compile(isRelaxed));
  }
  const bytes = await compiled.get(isRelaxed);
  return `export default Uint8Array.from(atob('${bytes}'), (byte) => byte.charCodeAt(0));`;
}

/** For esbuild: makes the modules `assembly/kernels.wasm` and `assembly/kernels-relaxed.wasm`. */
export const assemblyScript = {
  name: 'assembly-script',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: moduleName }, ({ path: name, resolveDir }) => ({
      path: path.join(resolveDir, name),
    }));
    onLoad({ filter: moduleName }, async ({ path: id }) => ({
      contents: await source(id.replaceAll('\\', '/')),
      loader: 'js',
    }));
  },
};

/** The same for Vite, and so for the test runner. */
export const assemblyScriptInVite = {
  name: 'assembly-script',
  enforce: 'pre',
  resolveId(name, importer) {
    return moduleName.test(name) ? path.resolve(path.dirname(importer), name) : null;
  },
  load(id) {
    return source(id.replaceAll('\\', '/'));
  },
};
