import * as l10n from '@vscode/l10n';
import { mkdir, readdir, rm, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { childEnvironment } from '../compute/child-environment.js';
import type { SetUpStep } from './fetch-package.js';
import { firstWorkingProgram } from './first-working-program.js';
import { runProgram } from './run-program.js';
import { wheelsPython, type TensorFlowWheel } from './tensorflow-wheel.js';

/** A Python that has pip. */
export interface Pip {
  readonly python: string;
  /** pip's parameter that makes it say how far a download is, and nothing that moves. */
  readonly progressBar: 'raw' | 'off';
}

/** Looks for a Python with pip: the chosen one, else the one that is found. Throws a Problem where there is none. */
export async function findPip(chosen: string | null, step: SetUpStep): Promise<Pip> {
  const { program, said } = await firstWorkingProgram(
    chosen === null ? ['python3', 'python'] : [chosen],
    ['-m', 'pip', '--version'],
    step,
    l10n.t(
      'Install Python 3 with pip (Debian and Ubuntu: apt install python3-pip), or say where Python is.',
    ),
  );
  const [, major, minor] = /^pip (\d+)\.(\d+)/.exec(said) ?? ['', '0', '0'];
  const isRawKnown = Number(major) > 24 || (Number(major) === 24 && Number(minor) >= 1);
  return { python: program, progressBar: isRawKnown ? 'raw' : 'off' };
}

/**
 * Unpacks the wheel, and the CUDA libraries that it asks for where it computes on GPUs, into `folder/python`; nothing of
 * it is run, and no Python environment is changed. pip fetches from the index that it is configured for.
 *
 * @returns path of the folder
 * @throws Problem `backend` where pip fails, with what it printed
 */
export async function installWheel(
  wheel: TensorFlowWheel,
  pip: Pip,
  step: SetUpStep,
): Promise<string> {
  const target = path.join(step.folder, 'python');
  const pinned = `${wheel.name}==${wheel.version} --hash=sha256:${wheel.sha256}`;
  await installRequirements([pinned], target, pip, step);
  if (wheel.extra !== null) {
    await installRequirements(await requirementsOf(target, wheel, wheel.extra), target, pip, step);
  }
  return target;
}

async function installRequirements(
  requirements: readonly string[],
  target: string,
  { python, progressBar }: Pip,
  { folder, signal, report }: SetUpStep,
): Promise<void> {
  const list = path.join(folder, 'requirements.txt');
  // The usual place for it may be memory, and too small for gigabytes.
  const temporary = path.join(folder, 'temporary');
  await mkdir(temporary, { recursive: true });
  await writeFile(list, requirements.map((each) => `${each}\n`).join(''));
  let downloaded = 'TensorFlow';
  await runProgram({
    program: python,
    parameters: [
      ...['-m', 'pip', 'install', '--requirement', list, '--target', target],
      ...['--no-deps', '--only-binary', ':all:', '--no-compile', '--no-input'],
      ...['--python-version', wheelsPython.version, '--implementation', 'cp'],
      ...['--abi', wheelsPython.abi],
      ...['--progress-bar', progressBar, '--disable-pip-version-check', '--no-warn-conflicts'],
    ],
    cwd: folder,
    environment: { ...childEnvironment(process.env), PYTHONUNBUFFERED: '1', TMPDIR: temporary },
    signal,
    onLine: (line) => {
      downloaded = /^\s*Downloading (\S+)/.exec(line)?.[1] ?? downloaded;
      const [, received, total] = /^\s*Progress (\d+) of (\d+)/.exec(line) ?? [];
      report(
        total === undefined
          ? { stage: 'running', program: 'pip', line: line.trim() }
          : {
              ...{ stage: 'downloading', what: downloaded },
              ...{ received: Number(received), total: Number(total) },
            },
      );
    },
    whereMissing: l10n.t('Install Python 3 with pip, or say where Python is.'),
    whereFailed: l10n.t('Mend what it names; pip’s configuration has the index and the proxy.'),
  });
  await rm(temporary, { recursive: true, force: true });
}

/** What the installed package's metadata requires for one of its extras. */
async function requirementsOf(
  target: string,
  { name, version }: TensorFlowWheel,
  extra: string,
): Promise<string[]> {
  const folders = await readdir(target);
  const information = `${name}-${version}.dist-info`;
  const folder = folders.find((each) => each === information);
  if (folder === undefined) {
    throw new Error(`pip installed no ${information} in ${target}.`);
  }
  const metadata = await readFile(path.join(target, folder, 'METADATA'), 'utf8');
  return [...metadata.matchAll(/^Requires-Dist: ([^;\n]+); extra == ["']([^"']+)["']\s*$/gm)]
    .filter(([, , of]) => of === extra)
    .map(([, requirement]) => requirement.trim());
}
