import { expect, it } from 'vitest';
import { tinyModel } from '../integration/support/command-line.js';
import { opened, sharedBrowser } from './window/opened.js';
import { runsIn, stateOf } from './window/runs-in.js';
import { until } from './window/until.js';

const browser = sharedBrowser();

const workspaceFile = 'both.code-workspace';

it('in a workspace of two folders a run lies in the folder of its model file, and the tree has those of both', async () => {
  const { server, window } = await opened(
    browser(),
    {
      files: {
        'one/a.multimodal.ts': tinyModel(),
        'two/b.multimodal.ts': tinyModel(),
        [workspaceFile]: JSON.stringify({ folders: [{ path: 'one' }, { path: 'two' }] }),
      },
    },
    workspaceFile,
  );
  const trained = async (file: string, folder: string): Promise<void> => {
    await window.openFile(file);
    await window.command('Modality Lens: Train');
    const directory = await until('a run', async () => (await runsIn(server, folder))[0]);
    await until('its end', async () => (await stateOf(directory)) === 'finished');
  };
  await trained('b.multimodal.ts', 'two');
  expect(await runsIn(server, 'one')).toEqual([]);
  await trained('a.multimodal.ts', 'one');
  expect(await runsIn(server, 'two')).toHaveLength(1);
  expect(await runsIn(server)).toEqual([]);

  await window.openSideBar();
  for (const file of ['one/a.multimodal.ts', 'two/b.multimodal.ts']) {
    await window.runs().filter({ hasText: file }).waitFor();
  }
  await until('both runs', async () => {
    const rows = await window.runs().and(window.page.locator('[aria-label*="finished"]')).count();
    return rows === 2;
  });
  expect(window.complaints).toEqual({ strayRequests: [], violations: [], errors: [] });
});
