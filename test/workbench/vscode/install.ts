import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../../../src/record/problem.js';
import { RunLock } from '../../../src/runs/run-lock.js';
import {
  cachedWorkbench,
  nodePackage,
  releaseFolder,
  workbenchIn,
  type Workbench,
} from './cached-workbench.js';
import { completeRelease, ripgrepPackage } from './complete.js';
import { testedRelease, type Release } from './releases.js';

/** What no test and no person at `npm start` needs: two fifths of the release. */
const unneeded = [
  '@github/copilot-sdk',
  `@github/copilot-sdk-${process.platform}-${process.arch}`,
  '@microsoft/mxc-sdk/bin',
].map((name) => path.join('node_modules', name));
const unneededExtensions = ['extensions/copilot', 'extensions/mermaid-markdown-features'];

/** How long one run of npm may take, milliseconds. */
const patience = 8 * 60_000;

/**
 * The installed workbench; puts it into the cache first where it is missing. Of several processes that want it at once
 * one installs and the others wait. It appears in the cache whole or not at all.
 *
 * @throws Error that says why it cannot be had here
 */
export async function installedWorkbench(release: Release = testedRelease): Promise<Workbench> {
  const cached = cachedWorkbench(release);
  if (cached !== null) {
    return cached;
  }
  if (process.platform === 'win32') {
    throw new Error('code-server, which carries VS Code on npm, does not run on Windows');
  }
  const guard = `${releaseFolder(release)}.lock`;
  await mkdir(guard, { recursive: true });
  const lock = await waitForLock(guard);
  try {
    return cachedWorkbench(release) ?? (await install(release));
  } finally {
    await lock.release();
  }
}

/** The lock of runs serves here too: it knows a dead holder from a slow one. */
async function waitForLock(guard: string): Promise<RunLock> {
  for (;;) {
    try {
      return await RunLock.acquire(guard);
    } catch (error) {
      const isHeld = error instanceof Problem && error.cause === undefined;
      if (!isHeld) {
        throw error;
      }
      await delay(500);
    }
  }
}

async function install(release: Release): Promise<Workbench> {
  const folder = releaseFolder(release);
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  console.log(`Installing VS Code ${release.vscode} from npm into ${folder} (once) …`);
  await writeFile(path.join(unfinished, 'package.json'), '{ "private": true }\n');
  const packages = [
    `${nodePackage()}@${release.node}`,
    `code-server@${release.codeServer}`,
    ...(release.isWhole ? [] : [ripgrepPackage]),
  ];
  await npm(unfinished, process.env.PATH ?? '', ['--save-exact', ...packages]);
  const { node } = workbenchIn(unfinished, release);
  const vscode = path.join(unfinished, 'node_modules/code-server/lib/vscode');
  const withItsNode = [path.dirname(node), process.env.PATH].join(path.delimiter);
  await npm(vscode, withItsNode, ['--omit=dev']);
  await npm(path.join(vscode, 'extensions'), withItsNode, ['--omit=dev']);
  if (!release.isWhole) {
    await completeRelease(path.join(unfinished, 'node_modules'));
  }
  await trim(vscode);
  await rename(unfinished, folder);
  return workbenchIn(folder, release);
}

/** Runs `npm install` in `folder`; no package's own script runs. */
async function npm(folder: string, PATH: string, options: readonly string[]): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn('npm', ['install', ...quiet, '--fetch-retries=1', ...options], {
    cwd: folder,
    env: { ...outsideOfNpm(process.env), PATH },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: patience,
  });
  let printed = '';
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) {
    throw new Error(`npm could not install it: ${summary(printed)}`);
  }
}

/** The environment without what `npm run` tells its scripts about the package that they belong to. */
function outsideOfNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const told =
    /^(npm_(package|lifecycle)_|npm_config_(local_prefix|prefix|ignore_scripts)$|INIT_CWD$)/;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !told.test(name)));
}

/** The code of npm's error and nothing else: the rest names hosts and paths of this machine. */
function summary(printed: string): string {
  return /code (E\w+)/.exec(printed)?.[1] ?? (printed.trim().split('\n')[0] || 'it took too long');
}

async function trim(vscode: string): Promise<void> {
  const binaries = await foreignBinaries(vscode);
  await Promise.all(
    [...unneeded, ...unneededExtensions, ...binaries].map((name) =>
      rm(path.join(vscode, name), { recursive: true, force: true }),
    ),
  );
}

/** The binaries for other systems and processors. */
async function foreignBinaries(vscode: string): Promise<string[]> {
  const here = new RegExp(
    `${process.platform}.*${process.arch}|${process.arch}.*${process.platform}`,
  );
  const folders = ['@vscode/ripgrep-universal/bin', 'node-pty/prebuilds'];
  const found = await Promise.all(
    folders.map(async (folder) => {
      const parent = path.join('node_modules', folder);
      const names = existsSync(path.join(vscode, parent))
        ? await readdir(path.join(vscode, parent))
        : [];
      return names.filter((name) => !here.test(name)).map((name) => path.join(parent, name));
    }),
  );
  return found.flat();
}
