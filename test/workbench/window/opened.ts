import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest';
import { startBrowser } from '../vscode/browser.js';
import { Server, type ServerOptions } from '../vscode/server.js';
import { Window } from './window.js';

/** Where a failed test leaves a picture of its window and what the server printed. */
const failures = path.resolve(import.meta.dirname, '../../../.cache/workbench-failures');

/** A VS Code with the extension, and a window on it. */
export interface Opened {
  readonly server: Server;
  readonly window: Window;
}

/** Gives the tests of a file one browser. */
export function sharedBrowser(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await startBrowser();
  });
  afterAll(() => browser?.close());
  return () => {
    if (browser === undefined) {
      throw new Error('The browser is there while tests run.');
    }
    return browser;
  };
}

/**
 * Starts a VS Code with the packed extension in a fresh profile and opens a window on it. Both are ended with the test;
 * where it fails, a picture and the log are kept.
 *
 * @param workspaceFile name of a file of several folders, which is opened in place of the folder that it lies in
 */
export async function opened(
  browser: Browser,
  options: Omit<ServerOptions, 'workbench'> = {},
  workspaceFile?: string,
): Promise<Opened> {
  const server = await Server.start({
    workbench: inject('workbench'),
    extensions: inject('extensions'),
    ...options,
  });
  onTestFinished(async () => {
    const left = await server.stop();
    if (left.length > 0) {
      throw new Error(`Processes were left: ${JSON.stringify(left)}`);
    }
  });
  const url = workspaceFile === undefined ? server.url : server.urlOfWorkspace(workspaceFile);
  return { server, window: await openedWindow(browser, server, { url }) };
}

/**
 * Opens a window, at the server's workspace by default; it is ended with the test, as {@link opened} says.
 *
 * @param name what tells its picture from those of the test's other windows
 */
export async function openedWindow(
  browser: Browser,
  server: Server,
  { url = server.url, name = '' } = {},
): Promise<Window> {
  const window = await Window.open(browser, server, url);
  // These run last to first.
  onTestFinished(() => window.close());
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') {
      await keepEvidence(`${task.name}${name}`, window, server);
    }
  });
  return window;
}

async function keepEvidence(test: string, window: Window, server: Server): Promise<void> {
  mkdirSync(failures, { recursive: true });
  const name = path.join(failures, test.replace(/\W+/g, '-'));
  writeFileSync(`${name}.log`, server.log);
  await window.page.screenshot({ path: `${name}.png` });
}
