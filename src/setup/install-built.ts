import * as l10n from '@vscode/l10n';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compileBinding, isLibrary } from './compile-binding.js';
import { fetchPackage, inWords, type SetUpStep } from './fetch-package.js';
import { firstWorkingProgram } from './first-working-program.js';
import { bindingPackages, bindingRequirements, nodeApiHeaders } from './pinned-packages.js';
import { findPip, installWheel } from './pip.js';
import type { SetUpTools } from './request.js';
import { tensorFlowWheel } from './tensorflow-wheel.js';

/**
 * Builds the native part of a binding of TensorFlow against a current TensorFlow: the binding from the npm registry,
 * TensorFlow (for GPUs with CUDA) from the Python package index. It needs Python with pip and a C++ compiler, and
 * neither npm nor anything of CUDA but NVIDIA's driver.
 *
 * @returns what it is made of
 * @throws Problem `backend` where this system, a tool or a download does not allow it
 */
export async function installBuilt(
  backend: keyof typeof bindingPackages,
  step: SetUpStep,
  tools: SetUpTools,
  system: Parameters<typeof tensorFlowWheel>[1] = process,
): Promise<string[]> {
  const wheel = tensorFlowWheel(backend, system);
  const pip = await findPip(tools.python, step);
  const compiler = await findCompiler(tools.compiler, step);
  const pinned = bindingPackages[backend];
  const binding = await fetchPackage(pinned, step, tools);
  for (const requirement of bindingRequirements) {
    await fetchPackage(requirement, step, tools);
  }
  await standInForNodePreGyp(step.folder);
  const headers = await fetchPackage(nodeApiHeaders, step, tools);
  const python = await installWheel(wheel, pip, step);
  const tensorFlow = path.join(python, 'tensorflow');
  const nodeApi = path.join(headers, 'include');
  await compileBinding({ compiler, binding, nodeApi, tensorFlow }, step);
  await removeWhatOnlyPythonNeeds(python);
  return [
    inWords(pinned),
    `TensorFlow ${wheel.version}`,
    ...(wheel.extra === null ? [] : ['CUDA']),
  ];
}

async function findCompiler(chosen: string | null, step: SetUpStep): Promise<string> {
  const usual = [process.env.CXX ?? '', 'c++', 'g++', 'clang++'].filter((each) => each !== '');
  const { program } = await firstWorkingProgram(
    chosen === null ? usual : [chosen],
    ['--version'],
    step,
    l10n.t(
      'Install a C++ compiler (Debian and Ubuntu: apt install g++; macOS: xcode-select --install), or say where it is.',
    ),
  );
  return program;
}

/** tfjs-node asks @mapbox/node-pre-gyp, a tool with thirty packages behind it, where its native part is. */
async function standInForNodePreGyp(folder: string): Promise<void> {
  const target = path.join(folder, 'node_modules', '@mapbox', 'node-pre-gyp');
  await mkdir(target, { recursive: true });
  await writeFile(path.join(target, 'package.json'), '{ "name": "@mapbox/node-pre-gyp" }\n');
  await writeFile(
    path.join(target, 'index.js'),
    `// Written by Modality Lens in place of the package of this name.
const path = require('node:path');
exports.find = (manifest) => path.join(path.dirname(manifest), 'lib', 'napi-v8', 'tfjs_binding.node');
`,
  );
}

/** Leaves TensorFlow's libraries, CUDA's, and the licences. */
async function removeWhatOnlyPythonNeeds(python: string): Promise<void> {
  const isNeeded = (name: string): boolean =>
    name === 'tensorflow' || name === 'nvidia' || name.endsWith('.dist-info');
  await removeAllBut(python, isNeeded);
  await removeAllBut(
    path.join(python, 'tensorflow'),
    (name) => isLibrary(name) || /licen[cs]e|notice/i.test(name),
  );
}

async function removeAllBut(folder: string, isKept: (name: string) => boolean): Promise<void> {
  const names = await readdir(folder);
  await Promise.all(
    names
      .filter((name) => !isKept(name))
      .map((name) => rm(path.join(folder, name), { recursive: true, force: true })),
  );
}
