import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkpointSteps } from '../../src/runs/checkpoint-folders.js';
import { readEvents } from '../../src/runs/read-events.js';
import { readRun } from '../../src/runs/read-run.js';
import { readSteps } from '../../src/runs/read-steps.js';
import { livingWriter } from '../../src/runs/lock-holder.js';
import { tinyModel } from '../integration/support/command-line.js';
import { leisurely } from '../integration/support/leisurely.js';
import { connectionsInWords } from './vscode/connections.js';
import { opened, sharedBrowser } from './window/opened.js';
import { runsIn, stateOf } from './window/runs-in.js';
import { patience, until } from './window/until.js';

const browser = sharedBrowser();

/** Trains for minutes, unless it is stopped. */
const endless = leisurely(
  tinyModel({
    data: `coloredAndGrayMnist({ train: 96, validation: 48, test: 48 })`,
    training: `{ epochs: 4000, batchSize: 16, optimizer: sgd({ learningRate: 0.01 }), seed: 3,
    checkpoints: { everySteps: 20 } }`,
    balancing: `vanilla()`,
  }).replace('sgd }', 'sgd, vanilla }'),
);

const stepsOf = async (directory: string): Promise<number> =>
  (await readSteps(await readRun(directory))).steps.length;

describe('a training that is on', () => {
  it('is watched, switched, inspected, continued after a reload, and stopped', async () => {
    const { server, window } = await opened(browser(), {
      files: { 'long.multimodal.ts': endless },
      settings: { 'modalityLens.continueAfterReload': 'always' },
      recordsConnections: true,
    });
    await window.openFile('long.multimodal.ts');
    await window.command('Modality Lens: Train');
    const directory = await until('a run', async () => (await runsIn(server))[0]);
    const panel = window.panel();
    const inWords = async (): Promise<string> => (await panel.locator('body').textContent()) ?? '';

    // It is seen everywhere, and goes on.
    await panel.locator('.state[data-state="training"]').waitFor();
    await window
      .statusBar()
      .filter({ hasText: /step \d+ of 24000/ })
      .waitFor();
    await until('a lens with its progress', async () =>
      (await window.lensTexts()).some((text) => /step \d+ of 24000/.test(text)),
    );
    await window.openSideBar();
    await window.diagnostics().getByText('tiny', { exact: true }).first().waitFor();
    const before = await stepsOf(directory);
    await until('more steps', async () => (await stepsOf(directory)) > before);

    // Paused by the panel, it takes no step.
    await panel.getByRole('button', { name: 'Pause' }).click();
    await until('a pause', async () => (await stateOf(directory)) === 'paused');
    const paused = await stepsOf(directory);
    await panel.getByRole('button', { name: 'Resume' }).click();
    await until('further steps', async () => (await stepsOf(directory)) > paused);
    await until('a lens that follows', async () =>
      (await window.lensTexts()).some(
        (text) => !text.includes('paused') && Number(/step (\d+) of/.exec(text)?.[1]) > paused,
      ),
    );

    // Switched by the palette: an event of the run, and words in the panel.
    await window.commandAndPick('Modality Lens: Switch Balancing…', 'Guided');
    await window.answer('Guided: α', '0.02');
    await window.answer('Guided: Q', '3');
    await until('the switch', async () => {
      const { events } = await readEvents(await readRun(directory));
      const last = events.findLast((event) => event.type === 'strategy');
      return last?.balancing.strategy === 'guided' && last.balancing.alpha === 0.02;
    });
    await until('the switch in the panel', async () => /guided.*0\.02/i.test(await inWords()));

    // Inspected from the panel, while it trains.
    await panel.getByRole('tab', { name: 'Utilization' }).click({ timeout: patience });
    await panel.getByRole('button', { name: 'Inspect', exact: true }).click({ timeout: patience });
    await panel.locator('table').filter({ hasText: 'A(f' }).first().waitFor();

    // A reload ends its process, which leaves a checkpoint; the run goes on in another, without losing a step.
    const pid = livingWriter(directory)?.pid;
    const atReload = await stepsOf(directory);
    await window.reload();
    await until('another process', () => {
      const writer = livingWriter(directory)?.pid;
      return writer !== undefined && writer !== pid;
    });
    const kept = (await checkpointSteps(path.join(directory, 'checkpoints'))).at(-1) ?? 0;
    expect(kept).toBeGreaterThanOrEqual(atReload);
    await until('steps by the other', async () => (await stepsOf(directory)) > kept + 5);
    expect(await runsIn(server)).toEqual([directory]);
    await panel.locator('.state[data-state="training"]').waitFor();

    await window.command('Modality Lens: Stop Training');
    await until('its end', async () => (await stateOf(directory)) === 'stopped');
    await panel.locator('.state[data-state="stopped"]').waitFor();
    expect(window.complaints).toEqual({ strayRequests: [], violations: [], errors: [] });
    expect(connectionsInWords(server.connections()).strays).toEqual([]);
  });
});
