import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { livingWriter } from '../../src/runs/lock-holder.js';
import { listCheckpoints } from '../../src/runs/read-checkpoint.js';
import { tinyModel } from '../integration/support/command-line.js';
import { leisurely } from '../integration/support/leisurely.js';
import { writeRun } from '../integration/support/written-run.js';
import { opened, sharedBrowser } from './window/opened.js';
import { runsIn, stateOf } from './window/runs-in.js';
import { until } from './window/until.js';

const browser = sharedBrowser();

const long = leisurely(
  tinyModel({
    training: `{ epochs: 4000, batchSize: 16, optimizer: sgd({ learningRate: 0.01 }), seed: 3,
    checkpoints: { everySteps: 5 } }`,
  }),
);

describe('runs', () => {
  it('that are damaged, newer or half deleted are named, and the others shown', async () => {
    const { server, window } = await opened(browser(), { files: { 'a.multimodal.ts': long } });
    const folder = path.join(server.profile.workspace, '.modality-lens/runs');
    const kind = { modalities: ['gray', 'color'], name: 'good' } as const;
    const good = await writeRun(folder, { ...kind, steps: 20 });
    const damaged = await writeRun(folder, { ...kind, steps: 21 });
    await writeFile(path.join(damaged, 'run.json'), '{ "schemaVersion": 1, ');
    const newer = await writeRun(folder, { ...kind, steps: 22 });
    const description = JSON.parse(await readFile(path.join(newer, 'run.json'), 'utf8')) as object;
    await writeFile(
      path.join(newer, 'run.json'),
      JSON.stringify({ ...description, schemaVersion: 99 }),
    );
    const half = await writeRun(folder, { ...kind, steps: 23 });
    await rm(path.join(half, 'steps.f64'));
    await rm(path.join(half, 'events.jsonl'));
    await mkdir(path.join(folder, 'not-a-run'));

    await window.openSideBar();
    await window.command('Modality Lens: Refresh Runs');
    await window
      .runs()
      .filter({ hasText: /vanilla/ })
      .first()
      .waitFor();
    await window.expand(window.runs().filter({ hasText: 'Cannot be read' }));
    for (const directory of [damaged, newer]) {
      await window
        .runs()
        .filter({ hasText: path.basename(directory) })
        .first()
        .waitFor();
    }
    await window.commandAndPick('Modality Lens: Open Run', path.basename(good));
    await window.panel().getByText('The gray branch loses').first().waitFor();
    expect(window.complaints).toEqual({ strayRequests: [], violations: [], errors: [] });
  });

  it('of two trainings at once go on side by side, and one that is killed can be continued', async () => {
    const { server, window } = await opened(browser(), {
      files: { 'a.multimodal.ts': long, 'b.multimodal.ts': long.replace(`'tiny'`, `'other'`) },
    });
    await window.openFile('a.multimodal.ts');
    await window.command('Modality Lens: Train');
    await until('a run', async () => (await runsIn(server)).length === 1);
    await window.openFile('b.multimodal.ts');
    await window.command('Modality Lens: Train');
    const directories = await until('two runs', async () => {
      const runs = await runsIn(server);
      return runs.length === 2 && runs;
    });
    const a = directories.find((directory) => directory.includes('-tiny-')) ?? '';
    const b = directories.find((directory) => directory.includes('-other-')) ?? '';
    await window.statusBar().filter({ hasText: '2 trainings' }).waitFor();
    await until('a checkpoint', async () => {
      const { states } = await listCheckpoints({ directory: a });
      return states.length > 0;
    });
    const pid = await until('its process', () => livingWriter(a)?.pid);
    process.kill(pid, 'SIGKILL');
    await window.openSideBar();
    await window
      .runs()
      .filter({ hasText: /crashed/ })
      .first()
      .waitFor();
    await until('that the other one trains', async () =>
      ['training', 'evaluating'].includes((await stateOf(b)) ?? ''),
    );
    const notification = window.notifications().filter({ hasText: /SIGKILL/ });
    await notification.getByRole('button', { name: 'Continue' }).first().click();
    await until('another process', () => {
      const writer = livingWriter(a)?.pid;
      return writer !== undefined && writer !== pid;
    });
    await until('that it trains', async () => (await stateOf(a)) === 'training');
    expect(await runsIn(server)).toEqual(directories);
    expect(window.complaints).toEqual({ strayRequests: [], violations: [], errors: [] });
  });
});
