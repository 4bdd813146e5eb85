import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { readRun } from '../../src/runs/read-run.js';
import { readSteps } from '../../src/runs/read-steps.js';
import { tinyModel } from '../integration/support/command-line.js';
import { opened, sharedBrowser } from './window/opened.js';
import { runsIn, stateOf } from './window/runs-in.js';
import { until } from './window/until.js';
import { Window } from './window/window.js';

const browser = sharedBrowser();

const long = tinyModel({
  training: `{ epochs: 4000, batchSize: 16, optimizer: sgd({ learningRate: 0.01 }), seed: 3,
    checkpoints: { everySteps: 5 } }`,
});

const workspaceFile = 'both.code-workspace';

const stepsOf = async (directory: string): Promise<number> =>
  (await readSteps(await readRun(directory))).steps.length;

it('a training in one of two folders is seen by another window, which can take it up once it is stopped', async () => {
  const { server, window: first } = await opened(
    browser(),
    {
      files: {
        'one/a.multimodal.ts': long,
        'two/b.multimodal.ts': long,
        [workspaceFile]: JSON.stringify({ folders: [{ path: 'one' }, { path: 'two' }] }),
      },
    },
    workspaceFile,
  );
  const second = await Window.open(browser(), server, server.urlOfWorkspace(workspaceFile));
  onTestFinished(() => second.close());

  // The run lies in the folder of its model file, and its window trains it.
  await first.openFile('b.multimodal.ts');
  await first.command('Modality Lens: Train');
  const directory = await until('a run', async () => (await runsIn(server, 'two'))[0]);
  expect(await runsIn(server, 'one')).toEqual([]);
  await first.panel().getByRole('button', { name: 'Pause' }).waitFor();
  await first.openSideBar();
  await first
    .runs()
    .filter({ hasText: path.join('two', 'b.multimodal.ts') })
    .waitFor();

  // The other window shows it as it goes on, and offers nothing that is not its to do.
  await second.openSideBar();
  const row = second.runs().filter({ hasText: 'training elsewhere' });
  await row.first().click();
  const panel = second.panel();
  await panel.locator('.state[data-state="training"]').waitFor();
  const seen = await stepsOf(directory);
  await until('more steps in the other window', async () => {
    const words = (await panel.locator('body').textContent()) ?? '';
    return [...words.matchAll(/\b(\d[\d,.\s]*) of 24[,.\s]?000/g)].some(
      ([, step]) => Number(step.replace(/\D/g, '')) > seen,
    );
  });
  for (const name of ['Pause', 'Stop', 'Continue']) {
    expect(await panel.getByRole('button', { name, exact: true }).isVisible(), name).toBe(false);
  }
  expect(await second.offers('Modality Lens: Stop Training')).toBe(false);

  // Once it is stopped, the other window takes it up, and the first one sees that.
  await first.command('Modality Lens: Stop Training');
  await until('its end', async () => (await stateOf(directory)) === 'stopped');
  const stopped = await stepsOf(directory);
  await panel.getByRole('button', { name: 'Continue', exact: true }).click();
  await until('further steps', async () => (await stepsOf(directory)) > stopped);
  await first.runs().filter({ hasText: 'training elsewhere' }).first().waitFor();
  expect(await first.offers('Modality Lens: Stop Training')).toBe(false);
  await second.command('Modality Lens: Stop Training');
  await until('its second end', async () => (await stateOf(directory)) === 'stopped');

  const clean = { strayRequests: [], violations: [], errors: [] };
  expect([first.complaints, second.complaints]).toEqual([clean, clean]);
});
