import * as l10n from '@vscode/l10n';
import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { childEnvironment } from '../compute/child-environment.js';
import { Problem } from '../record/problem.js';
import type { SetUpStep } from './fetch-package.js';
import { runProgram } from './run-program.js';

/** What a native part is compiled from, and with. */
export interface Compilation {
  /** Path or name of the C++ compiler. */
  readonly compiler: string;
  /** Folder of the npm package that has the C++ source. */
  readonly binding: string;
  /** Folder with the headers of Node-API. */
  readonly nodeApi: string;
  /** Folder `tensorflow` of the Python package. */
  readonly tensorFlow: string;
}

/**
 * Compiles the native part of tfjs-node from its unchanged source and links it with TensorFlow's libraries, where they
 * will be looked for relative to it. A plain compiler is enough: the source uses nothing of Node but Node-API, whose
 * headers are a package of their own, so node-gyp and the headers that it would download are not needed.
 *
 * @throws Problem `backend` where the compiler fails, with what it printed, or the libraries are not there
 */
export async function compileBinding(
  { compiler, binding, nodeApi, tensorFlow }: Compilation,
  { signal, report }: SetUpStep,
): Promise<void> {
  const output = path.join(binding, 'lib', 'napi-v8');
  await mkdir(output, { recursive: true });
  report({ stage: 'running', program: compiler, line: '' });
  await runProgram({
    program: compiler,
    parameters: [
      ...['-std=c++17', '-O2', '-fPIC', '-w', ...systemsLinking(output, tensorFlow)],
      ...['-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DNAPI_VERSION=8'],
      ...[`-I${nodeApi}`, `-I${path.join(tensorFlow, 'include')}`],
      // The source includes its own headers by the package's folder, and by none.
      ...[`-I${path.dirname(binding)}`, `-I${binding}`],
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((file) => path.join(binding, 'binding', file)),
      ...(await libraries(tensorFlow)),
      ...['-o', path.join(output, 'tfjs_binding.node')],
    ],
    cwd: binding,
    environment: childEnvironment(process.env),
    signal,
    onLine: (line) => {
      report({ stage: 'running', program: compiler, line });
    },
    whereMissing: l10n.t('Install a C++ compiler.'),
    whereFailed: l10n.t('Take a compiler that knows C++17, or take the published native part.'),
  });
}

/** How an addon is linked that finds its libraries from where it lies itself. */
function systemsLinking(output: string, tensorFlow: string): string[] {
  const toLibraries = path.relative(output, tensorFlow);
  return process.platform === 'darwin'
    ? ['-bundle', '-undefined', 'dynamic_lookup', `-Wl,-rpath,@loader_path/${toLibraries}`]
    : ['-shared', `-Wl,-rpath,$ORIGIN/${toLibraries}`];
}

/** Paths of TensorFlow's two libraries, whatever version their names carry. */
async function libraries(tensorFlow: string): Promise<string[]> {
  const files = await readdir(tensorFlow);
  return ['cc', 'framework'].map((part) => {
    const file = files.find((each) => isLibrary(each) && each.includes(`_${part}.`));
    if (file === undefined) {
      throw new Problem({
        code: 'backend',
        file: tensorFlow,
        what: l10n.t('This TensorFlow holds no libtensorflow_{0} to link with.', part),
        remedy: l10n.t('Take the published native part, or set up webgpu.'),
      });
    }
    return path.join(tensorFlow, file);
  });
}

/** Whether a file of TensorFlow's folder is one of the libraries that the native part needs. */
export function isLibrary(file: string): boolean {
  return /^libtensorflow_(?:cc|framework)\.(?:so|\d+\.dylib|dylib)/.test(file);
}
