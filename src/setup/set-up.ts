import * as l10n from '@vscode/l10n';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import {
  inUseFile,
  type Installation,
  type SetUpBackend,
  type SetUpWay,
} from '../compute/installed-backends.js';
import { probeRung, type LadderOptions } from '../compute/probe-ladder.js';
import { listedChoices } from '../record/listed-choices.js';
import { Problem } from '../record/problem.js';
import { replaceFile } from '../runs/disk.js';
import { onDisk } from '../runs/disk-problem.js';
import type { SetUpStep } from './fetch-package.js';
import { folderSize } from './folder-size.js';
import { installBuilt } from './install-built.js';
import { installPublished } from './install-published.js';
import { installWebGpu } from './install-webgpu.js';
import { removeLeftovers, reserveFolder } from './leftovers.js';
import type { SetUpRequest } from './request.js';

/** Where and with what a set-up works. */
export interface SetUpPlace extends Pick<SetUpStep, 'signal' | 'report'> {
  /** The folder of all backends that were set up. */
  readonly root: string;
  /** How the trial is started: the script of its child, and the Node that trainings run in. */
  readonly trial: Pick<LadderOptions, 'script' | 'node' | 'environment'>;
}

/** How long a first trial may take, milliseconds: a GPU's code may have to be compiled for it. */
const trialTimeout = 180_000;

/** The ways in which each backend can be set up, the recommended one first. */
export const waysOf = {
  webgpu: ['packed'],
  'tensorflow-gpu': ['built', 'published'],
  tensorflow: ['built', 'published'],
} as const satisfies Readonly<Record<SetUpBackend, readonly SetUpWay[]>>;

/**
 * Sets a backend up: installs it into a folder of its own, trains on it in a child, and only where that learns puts it in
 * the place of what was set up before. Nothing is left of what fails or is given up.
 *
 * @throws Problem where it cannot be had, or does not train, with the reason; the signal's reason where that aborts
 */
export async function setUp(
  { backend, way, tools }: SetUpRequest,
  { root, trial, signal, report }: SetUpPlace,
): Promise<Installation> {
  const reserved = await reserveFolder(path.join(root, backend));
  const folder = path.join(root, backend, reserved.name);
  try {
    await removeWhatCanBe(root, backend);
    const contents = await install({ backend, way, tools }, { folder, signal, report });
    report({ stage: 'trying' });
    const device = await tryOut(backend, folder, trial, signal);
    const size = await folderSize(folder);
    const time = new Date().toISOString();
    const installed = { backend, way, contents, folder: reserved.name, device, size, time };
    await putInUse(root, installed);
    await reserved.end();
    await removeWhatCanBe(root, backend);
    return installed;
  } catch (error) {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    await reserved.end();
    throw error;
  }
}

/** A training may use, on Windows, what was set up before: it stays until the next set-up, or until it is taken away. */
async function removeWhatCanBe(root: string, backend: SetUpBackend): Promise<void> {
  await removeLeftovers(root, backend).catch((error: unknown) => {
    if (!(error instanceof Problem)) {
      throw error;
    }
  });
}

async function putInUse(root: string, installed: Installation): Promise<void> {
  const file = inUseFile(root, installed.backend);
  await onDisk(file, 'note what is in use', () =>
    replaceFile(file, `${JSON.stringify(installed, undefined, 2)}\n`),
  );
}

function install(request: SetUpRequest, step: SetUpStep): Promise<string[]> {
  const { backend, way, tools } = request;
  if (!(waysOf[backend] as readonly SetUpWay[]).includes(way)) {
    throw new Problem({
      code: 'usage',
      what: l10n.t('{0} cannot be set up in the way "{1}".', backend, way),
      remedy: l10n.t('Take {0}.', listedChoices(waysOf[backend])),
    });
  }
  if (backend === 'webgpu') {
    return installWebGpu(step, tools);
  }
  return way === 'built'
    ? installBuilt(backend, step, tools)
    : installPublished(backend, step, tools);
}

/** Trains on what was installed, in a child, and tells on what device that was. */
async function tryOut(
  backend: SetUpBackend,
  folder: string,
  trial: SetUpPlace['trial'],
  signal: AbortSignal,
): Promise<string> {
  const options = { ...trial, searchPaths: [folder], timeout: trialTimeout, signal };
  // A GPU imitated in software trains, too; its description says what it is.
  const rung = await probeRung(backend, options, true);
  signal.throwIfAborted();
  if (!rung.available) {
    throw new Problem({
      code: 'backend',
      what: l10n.t(
        '{0} was installed, but does not train here, and was removed again: {1}',
        backend,
        rung.reason,
      ),
      remedy: l10n.t(
        'docs/backends.md says what it needs, and what serves this kind of GPU instead.',
      ),
    });
  }
  return rung.device.description;
}
