import { expect, it } from 'vitest';
import { readRun } from '../../src/runs/read-run.js';
import { readSteps } from '../../src/runs/read-steps.js';
import { tinyModel } from '../integration/support/command-line.js';
import { leisurely } from '../integration/support/leisurely.js';
import { opened, openedWindow, sharedBrowser } from './window/opened.js';
import { runsIn, stateOf } from './window/runs-in.js';
import { until } from './window/until.js';
import { plain, type Window } from './window/window.js';

const browser = sharedBrowser();

/** Trains for minutes, unless it is stopped, and evaluates now and then. */
const long = leisurely(
  tinyModel({
    data: `coloredAndGrayMnist({ train: 1600, validation: 48, test: 48 })`,
    training: `{ epochs: 400, batchSize: 16, optimizer: sgd({ learningRate: 0.01 }), seed: 3,
    checkpoints: { everySteps: 20 } }`,
  }),
);

const stop = 'Modality Lens: Stop Training';

/** How far the run that a window's panel shows is, as the panel says it; 0 where it does not. */
async function stepShown(window: Window): Promise<number> {
  const text = plain((await window.panel().locator('body').textContent()) ?? '');
  return Number(/step ([\d,]+) of 40,000/.exec(text)?.[1].replaceAll(',', '') ?? 0);
}

it('a training is seen by another window, which can do nothing to it until it is stopped, and then takes it up', async () => {
  const { server, window: first } = await opened(browser(), {
    files: { 'long.multimodal.ts': long },
  });
  await first.openFile('long.multimodal.ts');
  await first.command('Modality Lens: Train');
  const directory = await until('a run', async () => (await runsIn(server))[0]);
  const steps = async (): Promise<number> =>
    (await readSteps(await readRun(directory))).steps.length;
  await first.panel().getByRole('button', { name: 'Pause' }).waitFor();

  // The other window shows it as it goes on, and offers nothing that is not its to do.
  const second = await openedWindow(browser(), server, { name: ', second' });
  const elsewhere = (window: Window) =>
    window.runs().filter({ hasText: /(training|evaluating) elsewhere/ });
  await second.openSideBar();
  await second.openRun(elsewhere(second).first());
  const seen = await until('its steps in the other window', () =>
    stepShown(second).then((step) => step > 0 && step),
  );
  await until('more steps in the other window', async () => (await stepShown(second)) > seen);
  const panel = second.panel();
  for (const name of ['Pause', 'Stop', 'Continue']) {
    expect(await panel.getByRole('button', { name, exact: true }).isVisible(), name).toBe(false);
  }
  expect(await second.offers(stop)).toBe(false);

  // Once it is stopped, the other window takes it up, and the first one sees that.
  await first.command(stop);
  await until('its end', async () => (await stateOf(directory)) === 'stopped');
  const stopped = await steps();
  await panel.getByRole('button', { name: 'Continue', exact: true }).click();
  await until('further steps', async () => (await steps()) > stopped);
  await first.openSideBar();
  await elsewhere(first).first().waitFor();
  await until('nothing to stop', async () => !(await first.offers(stop)));
  expect(await runsIn(server)).toEqual([directory]);
  await second.command(stop);
  await until('its second end', async () => (await stateOf(directory)) === 'stopped');

  const clean = { strayRequests: [], violations: [], errors: [] };
  expect([first.complaints, second.complaints]).toEqual([clean, clean]);
});
