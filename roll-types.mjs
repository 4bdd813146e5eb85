import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';

const root = import.meta.dirname;
const cache = path.join(root, '.cache', 'types');

/** The modules that a model file may import, each rolled into one file of declarations. */
const rolls = [
  {
    file: 'modality-lens.d.ts',
    entry: 'src/model-file/api.ts',
    sources: ['src'],
    // tf stays an import, which the other file answers: a layer must be of the same type wherever it comes from.
    options: { includeExternal: ['zod'] },
    plugins: [],
  },
  {
    file: 'tfjs.d.ts',
    entry: 'node_modules/@tensorflow/tfjs/dist/index.d.ts',
    sources: [],
    options: { respectExternal: true },
    plugins: [tensorFlowDeclarations()],
  },
];

/**
 * Writes the declarations that IntelliSense shows in a model file to `folder`. Rolling them takes seconds, so each is
 * made again only when something that it is made from has changed.
 */
export async function rollTypes(folder) {
  await mkdir(folder, { recursive: true });
  await mkdir(cache, { recursive: true });
  for (const roll of rolls) {
    const kept = path.join(cache, `${roll.file}.${await fingerprint(roll)}`);
    let text = await readFile(kept, 'utf8').catch(() => null);
    if (text === null) {
      text = await declarations(roll);
      await forget(roll);
      await replace(kept, text);
    }
    await replace(path.join(folder, roll.file), text);
  }
}

async function declarations({ file, entry, options, plugins }) {
  const bundle = await rollup({
    input: path.join(root, entry),
    plugins: [...plugins, dts({ ...options, tsconfig: path.join(root, 'tsconfig.json') })],
    onwarn(warning) {
      throw new Error(`${entry}: ${warning.message}`);
    },
  });
  // Declarations that add to a module of the bundle name it by this file.
  const { output } = await bundle.generate({ format: 'es', entryFileNames: file });
  await bundle.close();
  return output[0].code;
}

/** Makes tfjs's declarations fit to be rolled, and leaves its licence in once for all of its files. */
function tensorFlowDeclarations() {
  const license = /\/\*\*\s+\* @license\b[^]*?\*\/\n/g;
  const references = /^\/\/\/ <(amd-module|reference) .*\n/gm;
  const tensorTypes = ['Scalar', 'Tensor1D', 'Tensor2D', 'Tensor3D', 'Tensor4D', 'Tensor5D'];
  let notice = '';
  return {
    name: 'tensorflow-declarations',
    transform(code) {
      notice ||= code.match(license)?.[0] ?? '';
      const bare = code.replace(license, '').replace(references, '');
      if (!bare.includes("declare module '../../tensor'")) {
        return bare;
      }
      // What adds a method to Tensor may name the types beside it without importing them, but the bundler, which renames
      // types that clash, follows imports alone.
      const missing = tensorTypes.filter((name) => new RegExp(`\\b${name}\\b`).test(bare));
      return missing.length === 0
        ? bare
        : `import { ${missing.join(', ')} } from '../../tensor';\n${bare}`;
    },
    renderChunk: (code) => notice + code,
  };
}

/** Hash over everything that the declarations are made from. */
async function fingerprint({ sources }) {
  const hash = createHash('sha256');
  const common = ['roll-types.mjs', 'package-lock.json', 'tsconfig.json'];
  const listed = await Promise.all(sources.map((folder) => filesBelow(folder)));
  for (const file of [...common, ...listed.flat()]) {
    hash.update(`${file}\0`).update(await readFile(path.join(root, file)));
  }
  return hash.digest('hex');
}

async function filesBelow(folder) {
  const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort();
}

/** Removes what is kept of earlier versions. */
async function forget({ file }) {
  const earlier = (await readdir(cache)).filter((name) => name.startsWith(`${file}.`));
  await Promise.all(earlier.map((name) => rm(path.join(cache, name), { force: true })));
}

/** Writes a file whole, since several builds may run at once. */
async function replace(file, text) {
  const temporary = `${file}.${randomUUID()}`;
  await writeFile(temporary, text);
  await rename(temporary, file);
}
