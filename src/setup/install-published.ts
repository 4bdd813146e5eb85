import * as l10n from '@vscode/l10n';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { childEnvironment } from '../compute/child-environment.js';
import { hasNativePart } from '../compute/installed-package.js';
import { Problem } from '../record/problem.js';
import { inWords, type SetUpStep } from './fetch-package.js';
import { bindingPackages } from './pinned-packages.js';
import type { SetUpTools } from './request.js';
import { runProgram } from './run-program.js';

/** The TensorFlow that the published native parts hold. */
const publishedTensorFlow = 'TensorFlow 2.9.1';

/**
 * Installs a binding of TensorFlow with npm, in a folder of its own, with the native part that its install script
 * downloads. Of all install scripts that one alone is run.
 *
 * @returns what it is made of
 * @throws Problem `backend` where npm is missing or fails, with what it printed, or runs no install script
 */
export async function installPublished(
  backend: keyof typeof bindingPackages,
  step: SetUpStep,
  { registry, npm }: Pick<SetUpTools, 'registry' | 'npm'>,
  platform = process.platform,
): Promise<string[]> {
  if (backend === 'tensorflow-gpu' && platform === 'darwin') {
    throw new Problem({
      code: 'backend',
      what: l10n.t('TensorFlow computes on NVIDIA GPUs alone, and macOS has no driver for them.'),
      remedy: l10n.t('Set up webgpu, which computes on the GPU of any Mac.'),
    });
  }
  const pinned = bindingPackages[backend];
  await writeFile(path.join(step.folder, 'package.json'), manifest(pinned));
  const run = (...parameters: string[]): Promise<string> => runNpm(parameters, step, registry, npm);
  // npm 10 runs the scripts of every package, npm 12 those that package.json allows, and between them both do
  // something else: first none are run, whatever npm is set to, then that of the one package.
  await run('install', '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock');
  const said = await run('rebuild', pinned.name, '--ignore-scripts=false', '--foreground-scripts');
  requireNativePart(path.join(step.folder, 'node_modules', ...pinned.name.split('/')), said);
  return [inWords(pinned), publishedTensorFlow];
}

function manifest({ name, version }: { readonly name: string; readonly version: string }): string {
  return JSON.stringify(
    {
      name: 'modality-lens-backend',
      private: true,
      dependencies: { [name]: version },
      allowScripts: { [name]: true },
    },
    undefined,
    2,
  );
}

function runNpm(
  parameters: readonly string[],
  { folder, signal, report }: SetUpStep,
  registry: string | null,
  npm: string | null,
): Promise<string> {
  return runProgram({
    program: npm ?? 'npm',
    parameters,
    cwd: folder,
    environment: {
      ...childEnvironment(process.env),
      npm_config_update_notifier: 'false',
      ...(registry === null ? {} : { npm_config_registry: registry }),
    },
    signal,
    onLine: (line) => {
      report({ stage: 'running', program: 'npm', line });
    },
    whereMissing: l10n.t(
      'Install Node.js, which brings npm, or say where npm is; webgpu needs none.',
    ),
    whereFailed: l10n.t(
      'Mend what it names; where its download is blocked, build the native part, or set up webgpu.',
    ),
  });
}

function requireNativePart(folder: string, said: string): void {
  const entry = path.join(folder, 'dist', 'index.js');
  if (existsSync(entry) && hasNativePart(entry)) {
    return;
  }
  const words = said.trim();
  throw new Problem({
    code: 'backend',
    what:
      words === ''
        ? l10n.t(
            'npm did not run the package’s install script, which downloads the native part. It said nothing about it.',
          )
        : l10n.t(
            'npm did not run the package’s install script, which downloads the native part. It said:\n{0}\n',
            words,
          ),
    remedy: l10n.t(
      'Allow install scripts for this package in npm’s configuration, build the native part, or set up webgpu.',
    ),
  });
}
