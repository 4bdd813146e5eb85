import { spawn } from 'node:child_process';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { bundle } from '../support/bundle.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { processesWith } from './vscode/leftovers.js';
import { opened, sharedBrowser } from './window/opened.js';
import { until } from './window/until.js';

const browser = sharedBrowser();

describe('the workbench of a test', () => {
  it('leaves no process, although its window was open', async () => {
    const { server } = await opened(browser());
    await until('an extension host', () =>
      server.processes().some(({ command }) => command.includes('--type=extensionHost')),
    );
    expect(await server.stop()).toEqual([]);
    expect(server.processes()).toEqual([]);
  });

  it('ends when the process that started it is killed', async () => {
    const folder = temporaryFolder();
    const script = await bundle(
      path.resolve(import.meta.dirname, 'vscode/start-and-wait.ts'),
      folder,
    );
    const child = spawn(process.execPath, [script, JSON.stringify(inject('workbench'))], {
      env: { ...process.env, TMPDIR: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const home = await new Promise<string>((resolve) => {
      child.stdout.once('data', (chunk: Buffer) => {
        resolve(chunk.toString('utf8').trim());
      });
    });
    expect(processesWith(`HOME=${home}`)).not.toEqual([]);
    child.kill('SIGKILL');
    await until('the end of all its processes', () => processesWith(`HOME=${home}`).length === 0);
  });
});
