import { readFileSync } from 'node:fs';
import type { Frame, FrameLocator } from 'playwright-core';
import { packExtension } from '../../test/workbench/pack-extension.js';
import { startBrowser } from '../../test/workbench/vscode/browser.js';
import { installedWorkbench } from '../../test/workbench/vscode/install.js';
import { Server } from '../../test/workbench/vscode/server.js';
import { Window } from '../../test/workbench/window/window.js';

/** How long anything may take, milliseconds. */
const patience = 180_000;

/** A VS Code with the packed extension, a window on it, and the folder of its runs. */
export interface OpenedWindow {
  readonly server: Server;
  readonly window: Window;
}

/**
 * Opens one with `fill`ed workspace, gives it to `use`, and ends it.
 *
 * @param extension path of the VSIX of another extension, in place of this one
 */
export async function withWindow<Result>(
  fill: (workspace: string) => Promise<void>,
  use: (opened: OpenedWindow) => Promise<Result>,
  extension = packExtension(),
): Promise<Result> {
  const server = await Server.start({ workbench: await installedWorkbench(), extension });
  const browser = await startBrowser();
  try {
    await fill(server.profile.workspace);
    const window = await Window.open(browser, server);
    // What takes long is measured, not given up.
    window.page.setDefaultTimeout(patience);
    return await use({ server, window });
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** The document of a page of an extension. */
export async function frameOf(page: FrameLocator): Promise<Frame> {
  const body = await page.locator('body').elementHandle();
  const frame = await body?.ownerFrame();
  if (!frame) {
    throw new Error('The page has no document.');
  }
  return frame;
}

/** Closes the editor that is in front, and waits until it is gone. The palette would not come in time on a busy machine. */
export async function closeEditor({ page }: Window): Promise<void> {
  const tab = page.locator('.tabs-container .tab.active');
  await tab.locator('.tab-actions a.action-label').first().click();
  await tab.waitFor({ state: 'detached' });
}

/** What the extension host holds in memory, MiB; NaN where the system does not tell (`/proc`). */
export function hostMemory(server: Server): number {
  const host = server.processes().find(({ command }) => command.includes('--type=extensionHost'));
  if (host === undefined) {
    return Number.NaN;
  }
  const status = readFileSync(`/proc/${host.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
}
