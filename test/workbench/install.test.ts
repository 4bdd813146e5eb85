import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../support/temporary-folder.js';
import { releaseFolder } from './vscode/cached-workbench.js';
import { installedWorkbench } from './vscode/install.js';
import { testedRelease } from './vscode/releases.js';

const release = { ...testedRelease, vscode: '1.0.0', codeServer: '4.0.0', node: '20.0.0' };

/** Stands for npm: leaves what the first install leaves, and notes every call; `ending` is how it ends. */
async function fakeNpm(folder: string, ending: string): Promise<void> {
  const bin = path.join(folder, 'bin');
  await mkdir(bin, { recursive: true });
  const script = `#!/bin/sh
mkdir -p node_modules/code-server/lib/vscode/extensions
echo "$@" >> ${path.join(folder, 'calls')}
sleep 0.2
${ending}
`;
  await writeFile(path.join(bin, 'npm'), script);
  await chmod(path.join(bin, 'npm'), 0o755);
  vi.stubEnv('PATH', `${bin}:${process.env.PATH ?? ''}`);
}

describe('installing VS Code', () => {
  let folder: string;
  const calls = async (): Promise<string[]> =>
    (await readFile(path.join(folder, 'calls'), 'utf8')).trim().split('\n');

  beforeEach(() => {
    folder = temporaryFolder();
    vi.stubEnv('XDG_CACHE_HOME', folder);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
  });

  it('is done once, by one of those that want it at the same time', async () => {
    await fakeNpm(folder, 'exit 0');
    const both = await Promise.all([installedWorkbench(release), installedWorkbench(release)]);
    expect(both[0]).toEqual(both[1]);
    expect(existsSync(releaseFolder(release))).toBe(true);
    await installedWorkbench(release);
    expect(await calls()).toHaveLength(3);
    expect((await calls())[0]).toContain('--ignore-scripts');
  });

  it('says why it failed, leaves nothing that looks whole, and can be tried again', async () => {
    await fakeNpm(folder, 'echo "npm error code ENOTFOUND" >&2; exit 1');
    await expect(installedWorkbench(release)).rejects.toThrow(/npm could not install.*ENOTFOUND/);
    expect(existsSync(releaseFolder(release))).toBe(false);
    await fakeNpm(folder, 'exit 0');
    await installedWorkbench(release);
    expect(existsSync(releaseFolder(release))).toBe(true);
  });
});
