import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { build } from 'esbuild';
import { startBrowser, watchedContext } from './browser.js';
import type { Workbench } from './cached-workbench.js';
import { Server, type ServerOptions } from './server.js';

const root = path.resolve(import.meta.dirname, '../../..');

/** How long what runs in the host may take, milliseconds. */
const patience = 480_000;

/** How something is run in a host. */
export interface RunInHostOptions extends Omit<ServerOptions, 'workbench' | 'forSuite'> {
  /** The source folder of the extension; this repository by default. */
  readonly source?: string;
}

/**
 * Runs the module `entry` (its export `run`) inside the extension host of a fresh VS Code, with the extension loaded from
 * its source folder, against the real `vscode` API.
 *
 * @returns what it wrote, as JSON, to the file that MODALITY_LENS_REPORT names
 * @throws Error with what the server printed, where it ended otherwise
 */
export async function runInHost(
  workbench: Workbench,
  entry: string,
  { source = root, ...options }: RunInHostOptions = {},
): Promise<unknown> {
  // The bundle lies in the repository, so that what it leaves to require is found there.
  const script = path.join(root, 'dist/suite', `${path.basename(entry, '.ts')}.js`);
  await build({
    entryPoints: [entry],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode', 'mocha'],
    sourcemap: 'inline',
    logLevel: 'error',
  });
  const report = `${script}.${process.pid}-${Date.now()}.json`;
  const server = await Server.start({
    ...options,
    workbench,
    forSuite: true,
    environment: {
      ...options.environment,
      MODALITY_LENS_REPORT: report,
      MODALITY_LENS_TERMINAL: workbench.release.isWhole ? 'there' : 'missing',
    },
  });
  const browser = await startBrowser();
  try {
    await untilItExits(browser, server, { script, source });
    return JSON.parse(await readFile(report, 'utf8')) as unknown;
  } catch (error) {
    throw new Error(`Nothing came from the extension host. VS Code printed:\n${server.log}`, {
      cause: error,
    });
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function untilItExits(
  browser: Browser,
  server: Server,
  { script, source }: { readonly script: string; readonly source: string },
): Promise<void> {
  const remote = (file: string): string => `vscode-remote://${server.authority}${file}`;
  const payload = [
    ['extensionDevelopmentPath', remote(source)],
    ['extensionTestsPath', remote(script)],
  ];
  const { context } = await watchedContext(browser, server.release);
  const page = await context.newPage();
  let timer: NodeJS.Timeout | undefined;
  const exited = new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('It took too long.'));
    }, patience);
    page
      .exposeFunction('codeAutomationExit', () => {
        resolve();
      })
      .catch(reject);
  });
  try {
    await page.goto(
      server.urlOf({ folder: server.profile.workspace, payload: JSON.stringify(payload) }),
    );
    await exited;
  } finally {
    clearTimeout(timer);
  }
}
