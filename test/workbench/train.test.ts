import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { listInspections } from '../../src/runs/inspections/inspection-files.js';
import { readEvents } from '../../src/runs/read-events.js';
import { readRun } from '../../src/runs/read-run.js';
import { readSteps } from '../../src/runs/read-steps.js';
import { tinyModel } from '../integration/support/command-line.js';
import { connectionsInWords } from './vscode/connections.js';
import { runsIn, stateOf } from './window/runs-in.js';
import { opened, sharedBrowser } from './window/opened.js';
import { plain } from './window/window.js';
import { until } from './window/until.js';

const browser = sharedBrowser();

/** Ten steps of a drawn digit or two. */
const tenSteps = tinyModel({
  data: `coloredAndGrayMnist({ train: 80, validation: 48, test: 48 })`,
  training: `{ epochs: 1, batchSize: 8, optimizer: sgd({ learningRate: 0.05 }), seed: 3 }`,
});

/** What of a canvas is needed here; the page's types are not there for tests. */
interface Canvas {
  readonly width: number;
  readonly height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
  };
}

/** How many pixels of a canvas something is drawn on. */
function inkedPixels(element: unknown): number {
  const canvas = element as Canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, place) => place % 4 === 3 && value > 0).length;
}

describe('training in the editor', () => {
  it('trains from the palette, and shows the result in lens, tree and panel', async () => {
    const { server, window } = await opened(browser(), {
      files: { 'tiny.multimodal.ts': tenSteps },
      recordsConnections: true,
    });
    await window.openFile('tiny.multimodal.ts');
    await until('a lens to train', async () =>
      (await window.lensTexts()).some((text) => text.includes('Train')),
    );
    await window.command('Modality Lens: Train');
    const directory = await until('a run', async () => (await runsIn(server))[0]);
    await until('its end', async () => (await stateOf(directory)) === 'finished');

    const run = await readRun(directory);
    const { steps } = await readSteps(run);
    expect(steps.length).toBe(10);
    const { events } = await readEvents(run);
    const measured = events.findLast((event) => event.type === 'utilization');
    expect(measured).toBeDefined();

    await until('a lens with what the run found', async () =>
      (await window.lensTexts()).some((text) => /u\(color \| gray\) -?\d/.test(text)),
    );
    await window.openSideBar();
    const row = window.runs().and(window.page.locator('[aria-label*="finished"]')).first();
    await row.waitFor();
    expect(plain((await row.textContent()) ?? '')).not.toBe('');

    const panel = window.panel();
    await panel.locator('canvas').first().waitFor();
    expect(await panel.locator('body').textContent()).toContain('tiny');
    const chart = panel.locator('figure').filter({ hasText: 'Training loss' });
    await until('ink', async () => (await chart.locator('canvas').evaluate(inkedPixels)) > 500);
    const smoothed = panel.getByRole('checkbox', { name: 'Smoothed' });
    await until('single steps', async (limit) => {
      if ((await smoothed.getAttribute('aria-checked')) === 'true') {
        await smoothed.click({ timeout: limit });
      }
      return (await smoothed.getAttribute('aria-checked')) === 'false';
    });
    const losses = [...steps.column('loss')].map((loss) => loss.toPrecision(4));
    await until('the losses of the run in the table of the chart', async (limit) => {
      if ((await chart.locator('details').first().getAttribute('open')) === null) {
        await chart.locator('summary').first().click({ timeout: limit });
      }
      const rows = await chart.locator('details tbody tr').all();
      const shown = await Promise.all(rows.map((row) => row.locator('td, th').allTextContents()));
      return isDeepStrictEqual(
        shown.map(([step, loss]) => [step, loss]),
        losses.map((loss, index) => [String(index + 1), loss]),
      );
    });
    await panel.getByRole('tab', { name: 'Samples' }).click();
    await panel.getByRole('button', { name: 'Find samples' }).click();
    await panel.locator('.sample-counts').waitFor({ timeout: 120_000 });
    const { samples } = await listInspections(run);
    expect(samples).toMatchObject([{ split: 'validation', cut: 'mean' }]);

    expect(window.complaints).toEqual({ strayRequests: [], violations: [], errors: [] });
    const { recording, strays } = connectionsInWords(server.connections());
    expect(strays).toEqual([]);
    expect(recording).toEqual(expect.arrayContaining(['child', 'extension host']));
    expect(JSON.parse(await readFile(path.join(directory, 'run.json'), 'utf8'))).toMatchObject({
      name: 'tiny',
      model: { file: path.join(server.profile.workspace, 'tiny.multimodal.ts') },
    });
  });
});
