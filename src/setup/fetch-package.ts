import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { download } from './download.js';
import { npmRegistry } from './npm-registry.js';
import type { PinnedPackage } from './pinned-packages.js';
import type { SetUpProgress } from './progress.js';
import { unpack } from './unpack.js';

/** What a step of a set-up works with. */
export interface SetUpStep {
  /** The folder of the installation: it exists, and nobody else writes to it. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly report: (progress: SetUpProgress) => void;
}

/** Where a package comes from, and which of its files are kept: all by default. */
export interface FetchOptions {
  readonly registry: string | null;
  readonly patience: number;
  readonly keep?: (file: string) => boolean;
}

/**
 * Fetches a package from the npm registry and unpacks it into the installation's `node_modules`; no npm is needed, and
 * nothing of it is run.
 *
 * @returns path of the package's folder
 * @throws Problem `backend` where that is not possible; the signal's reason where that aborts
 */
export async function fetchPackage(
  pinned: PinnedPackage,
  { folder, signal, report }: SetUpStep,
  { registry, patience, keep }: FetchOptions,
): Promise<string> {
  const what = inWords(pinned);
  const from = await npmRegistry(pinned.name, registry);
  const address = tarballAddress(from.address, pinned);
  const tarball = path.join(folder, 'package.tgz');
  await mkdir(folder, { recursive: true });
  await download({
    ...{ address, authorization: from.authorization },
    ...{ integrity: pinned.integrity, most: pinned.most.packed },
    ...{ file: tarball, patience, signal },
    onProgress: (received, total) => {
      report({ stage: 'downloading', what, received, total });
    },
  });
  report({ stage: 'unpacking', what });
  const target = path.join(folder, 'node_modules', ...pinned.name.split('/'));
  const most = pinned.most.unpacked;
  await unpack({ tarball, folder: target, most, signal, ...(keep === undefined ? {} : { keep }) });
  await rm(tarball);
  return target;
}

/** A pinned package as people write it. */
export function inWords({ name, version }: PinnedPackage): string {
  return `${name} ${version}`;
}

/** Where a registry has a package's tarball: the last part of a scoped name names the file. */
function tarballAddress(registry: string, { name, version }: PinnedPackage): string {
  return `${registry}${name}/-/${path.posix.basename(name)}-${version}.tgz`;
}
