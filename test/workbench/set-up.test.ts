import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startRegistry, type Answer } from '../support/registry-stub.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { webGpuPackage } from '../../src/setup/pinned-packages.js';
import type { Server } from './vscode/server.js';
import { opened, sharedBrowser } from './window/opened.js';
import { until } from './window/until.js';
import type { Window } from './window/window.js';

const browser = sharedBrowser();
const command = 'Modality Lens: Set Up GPU Backend…';
/** What of the list offers webgpu. */
const offer = 'Any GPU with a driver';
const { name, version } = webGpuPackage;
const tarball = `/${name}/-/${name}-${version}.tgz`;

/** Where Debian's chromium package has a Vulkan driver that computes on the CPU, and the loader for it. */
const chromium = '/usr/lib/chromium';
const driver = path.join(chromium, 'vk_swiftshader_icd.json');
const software: Record<string, string> = existsSync(driver)
  ? { VK_ICD_FILENAMES: driver, LD_LIBRARY_PATH: chromium }
  : {};

describe('setting a backend up in the editor', () => {
  it('is cancelled, refuses what is not the package, and leaves nothing of either', async () => {
    const answers: Record<string, Answer> = { [tarball]: { dripping: new Uint8Array(100_000) } };
    const { address, asked } = await startRegistry(() => answers);
    const { server, window } = await opened(browser(), {
      environment: { npm_config_registry: address },
    });
    await window.commandAndPick(command, offer);
    const progress = toast(window, 'Setting up webgpu');
    await progress.filter({ hasText: `Downloading webgpu ${version}` }).waitFor();
    expect(asked).toEqual([tarball]);
    await window.command(command);
    await window.picks().filter({ hasText: offer }).first().click();
    await toast(window, 'A backend is being set up already.').waitFor();
    // Escape, as before a command, has put it away into the status bar.
    await window.command('Notifications: Show Notifications');
    await window.page
      .locator('.notifications-center .notification-list-item')
      .filter({ hasText: 'Setting up webgpu' })
      .getByRole('button', { name: 'Cancel' })
      .click();
    await until('nothing left', () => left(server).length === 0);
    await until('its end', async () => {
      const going = window.statusBar().filter({ hasText: 'Setting up webgpu' });
      return (await going.count()) === 0;
    });
    await window.command('Notifications: Clear All Notifications');

    answers[tarball] = { bytes: Buffer.from('something else') };
    await window.commandAndPick(command, offer);
    const refusal = toast(window, 'is not the package: 14 bytes with the checksum');
    await refusal.waitFor();
    expect(await refusal.getByRole('button', { name: 'Show Log' }).count()).toBe(1);
    expect(left(server)).toEqual([]);
    expect(window.complaints).toEqual({ strayRequests: [], violations: [], errors: [] });
  });

  it('takes the package, tries it, and keeps it where it trains, until it is removed', async () => {
    const bytes = await packed();
    const { address } = await startRegistry(() => ({ [tarball]: { bytes } }));
    const { server, window } = await opened(browser(), {
      environment: { npm_config_registry: address, ...software },
    });
    await window.commandAndPick(command, offer);
    await toast(window, 'Setting up webgpu')
      .filter({ hasText: /Downloading webgpu|Unpacking webgpu|Training a tiny network/ })
      .waitFor();
    const ended = toast(window, /webgpu is set up, and trains on|does not train here/);
    await ended.waitFor({ timeout: 200_000 });
    const isSetUp = ((await ended.textContent()) ?? '').includes('is set up');
    expect({ isSetUp }).toEqual({ isSetUp: existsSync(driver) });
    if (!isSetUp) {
      expect(left(server)).toEqual([]);
      return;
    }
    expect(left(server).filter((each) => each !== 'in-use.json')).toHaveLength(1);

    await window.command('Modality Lens: Show Compute Backends');
    const line = window.picks().filter({ hasText: 'webgpu' });
    await line.filter({ hasText: 'set up' }).waitFor({ timeout: 200_000 });
    await window.page.keyboard.press('Escape');

    await window.commandAndPick(command, 'Remove webgpu');
    await toast(window, 'webgpu was removed.').waitFor();
    expect(left(server)).toEqual([]);
    expect(window.complaints).toEqual({ strayRequests: [], violations: [], errors: [] });
  });
});

function toast(window: Window, text: string | RegExp) {
  return window.notifications().filter({ hasText: text }).first();
}

/** What lies in the folder of the backend in the extension's storage. */
function left({ profile }: Server): string[] {
  const storage = path.join(profile.data, 'User/globalStorage/modality-lens.modality-lens');
  const folder = path.join(storage, 'backends/webgpu');
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** The package as the registry has it: from npm's cache where it is there, as after `npm ci`. */
async function packed(): Promise<Buffer> {
  const folder = temporaryFolder();
  const parameters = ['pack', `${name}@${version}`, '--prefer-offline', '--silent'];
  await promisify(execFile)('npm', parameters, { cwd: folder });
  return readFile(path.join(folder, `${name}-${version}.tgz`));
}
