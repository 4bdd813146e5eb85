import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createJiti, type ModuleCache, type TransformOptions } from 'jiti/static';
import { syntaxProblem, type Source } from './explain-failure.js';
import { resolveImports } from './resolve-imports.js';

/**
 * Runs the TypeScript or JavaScript file at `file` and returns what it exports, untouched.
 *
 * Everything that it imports is run afresh, transpiled where need be, and static imports are answered synchronously by
 * one loader of ours: Node's own loader for ES modules could not be told about `modules`. So the file itself may use
 * `await` at its top level, the files that it imports may not.
 *
 * @param content what is in the file
 * @param modules what `import` answers for the names that are not to be looked up on the disk
 * @param importer absolute path of the file whose packages are to be found: `file`, or what it is a copy of
 * @param sources gets the file and every file of the workspace that it imports, also when this throws
 */
export async function evaluateFile(
  file: string,
  content: string,
  modules: Readonly<Record<string, unknown>>,
  importer: string,
  sources: Source[],
): Promise<unknown> {
  sources.push({ original: file, content });
  const jiti = createJiti(file, {
    fsCache: false,
    moduleCache: false,
    virtualModules: modules,
    transform: (options) => {
      keep(sources, options.filename, options.source);
      const copied = importer !== file && isOfWorkspace(options.filename ?? '');
      const source = copied ? resolveImports(options.source, importer, modules) : options.source;
      return { code: transpile(file, { ...options, source }) };
    },
  });
  const evaluated: ModuleCache = {};
  const native = createRequire(file).cache;
  const before = new Set(Object.keys(native));
  try {
    await jiti.evalModule(content, {
      filename: file,
      async: true,
      forceTranspile: true,
      cache: evaluated,
    });
  } finally {
    for (const loaded of Object.keys(native)) {
      if (!before.has(loaded) && isOfWorkspace(loaded)) {
        keep(sources, loaded, readFileSync(loaded, 'utf8'));
        // The next load is to see what the person has changed in between.
        Reflect.deleteProperty(native, loaded);
      }
    }
  }
  const exported: unknown = evaluated[file]?.exports;
  return exported;
}

/** What a transform returns; the types of jiti have `any` for the error. */
interface Transpiled {
  readonly code: string;
  readonly error?: unknown;
}

/** Transpiled with synchronous imports, one line for one line; see {@link evaluateFile} for why. */
function transpile(file: string, options: TransformOptions): string {
  const { transform } = createJiti(file, { fsCache: false }).options;
  if (transform === undefined) {
    throw new Error('jiti/static is expected to bring its own transform.');
  }
  const transpiled: Transpiled = transform({ ...options, async: false });
  if (transpiled.error !== undefined) {
    throw syntaxProblem(options.filename ?? file, transpiled.error);
  }
  return transpiled.code;
}

function keep(sources: Source[], file: string | undefined, content: string): void {
  const original = path.normalize(file ?? '');
  if (isOfWorkspace(original) && !sources.some((source) => source.original === original)) {
    sources.push({ original, content });
  }
}

/** Whether a person of this workspace wrote the file, as against a package's author. */
function isOfWorkspace(file: string): boolean {
  return !file.split(/[\\/]/).includes('node_modules');
}
