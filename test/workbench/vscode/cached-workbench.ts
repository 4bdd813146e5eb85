import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Release } from './releases.js';

/** An installed VS Code: what is needed to run it. */
export interface Workbench {
  readonly release: Release;
  /** Path of the Node binary that it runs in. */
  readonly node: string;
  /** Path of the script that starts its server. */
  readonly server: string;
}

/** The folder of this user's cache that holds every installed release, outside any clone. */
export function workbenchCache(): string {
  const cache = process.env.XDG_CACHE_HOME ?? '';
  return path.join(
    cache === '' ? path.join(homedir(), '.cache') : cache,
    'modality-lens/workbench',
  );
}

/** The folder of one release; it is there only when the whole of it is. */
export function releaseFolder({ vscode, node }: Release): string {
  return path.join(workbenchCache(), `${vscode}-node-${node}`);
}

/** The release as it stands in `folder`. */
export function workbenchIn(folder: string, release: Release): Workbench {
  const modules = path.join(folder, 'node_modules');
  return {
    release,
    node: path.join(modules, nodePackage(), 'bin/node'),
    server: path.join(modules, 'code-server/out/node/entry.js'),
  };
}

/** The installed workbench; null where the cache has none. */
export function cachedWorkbench(release: Release): Workbench | null {
  const folder = releaseFolder(release);
  return existsSync(folder) ? workbenchIn(folder, release) : null;
}

/** Name of the package with the Node binary for this machine. */
export function nodePackage(): string {
  return `node-${process.platform}-${process.arch}`;
}
