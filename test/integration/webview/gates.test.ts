import { beforeAll, expect, it } from 'vitest';
import type { PageRequest, PageResult } from '../../../src/record/page-message.js';
import { Problem } from '../../../src/record/problem.js';
import type { RunSnapshot } from '../../../src/record/snapshot.js';
import { syntheticGateCourse, syntheticGates } from '../../support/synthetic-gates.js';
import { began, syntheticRun } from '../../support/synthetic-run.js';
import { inChromium, show } from './in-chromium.js';
import type { OpenedPage } from './opened-page.js';

let run: RunSnapshot;

beforeAll(() => {
  const snapshot = syntheticRun({ steps: 600 });
  const events = [125, 250, 375, 500].map((step) => ({
    ...{ type: 'gates' as const, time: began, step, gates: syntheticGateCourse(step) },
  }));
  run = { ...snapshot, events: [...snapshot.events, ...events] };
});

/** A run with the gates of two checkpoints kept, the earlier of which cannot be read. */
function answer(request: PageRequest): Promise<PageResult | null> {
  if (request.type === 'listInspections') {
    const gates = [500, 125].map((step) => ({ step, split: 'test' as const }));
    return Promise.resolve({ type: 'inspections', samples: [], gates });
  }
  if (request.type === 'gates') {
    return request.measurement.step === 500
      ? Promise.resolve({ type: 'gates', gates: syntheticGates('1a2b3c') })
      : Promise.reject(new Problem({ code: 'run', what: 'It is damaged.', remedy: 'Delete it.' }));
  }
  return Promise.resolve(null);
}

inChromium('the gates of a run', (open) => {
  async function opened(options: Parameters<typeof open>[1] = {}): Promise<OpenedPage> {
    const panel = await open('panel', { answer, width: 1000, ...options });
    await panel.say(show([run]));
    await panel.page.getByRole('tab', { name: 'Gates' }).click();
    await panel.drawn();
    return panel;
  }

  it('are shown over the run, module by module, and how much comes with the other modality', async () => {
    const panel = await opened();
    for (const module of [1, 2]) {
      const title = `Gates of module ${String(module)}`;
      expect(await panel.draws(title)).toBeGreaterThan(0);
      const numbers = panel.chart(title).locator('details').first();
      await numbers.locator('summary').click();
      expect(await numbers.textContent()).toContain('gate of color');
    }
    const shares = panel.chart('Share of the other modality in module 2');
    expect(await shares.locator('.keys').textContent()).toContain('color in the gate of gray');
  });

  it('of a checkpoint are shown channel by channel, with what freezing changes', async () => {
    const panel = await opened();
    const tab = panel.page.locator('.gates-tab');
    await tab.locator('.strip-frame svg').first().waitFor();
    expect(await tab.locator('.strip-frame').count()).toBe(4);
    expect(await tab.locator('.strip-frame').first().locator('rect').count()).toBe(8);
    expect(await tab.locator('.strip-frame').first().locator('circle').count()).toBe(8);
    const [gates, frozen] = [0, 1].map((place) => tab.getByRole('table').nth(place));
    expect(await gates.locator('tbody tr').first().locator('td').allTextContents()).toEqual([
      ...['8', '0.975', '0.775 – 1.175', '0.050', '0.438', '0.438'],
    ]);
    expect(await frozen.locator('tbody tr').first().textContent()).toContain('21.0 [19.0, 23.0]');
    await tab.getByText('Numbers').first().click();
    const channels = tab.locator('figure').first().locator('tbody tr');
    expect(await channels.last().locator('td').allTextContents()).toEqual([
      ...['1.150', '0.100', '0.950', '1.350', '1.200', '0.875', '0.875'],
    ]);
  });

  it('that cannot be read are said to be, and the others go on', async () => {
    const panel = await opened();
    const tab = panel.page.locator('.gates-tab');
    await tab.locator('.strip-frame').first().waitFor();
    const list = tab.getByRole('combobox', { name: 'Measured' });
    await list.click();
    await list.getByRole('option', { name: 'step 125, test' }).click();
    await tab.getByText('It is damaged. Delete it.').waitFor();
    expect(await tab.locator('.strip-frame').count()).toBe(0);
    expect(await panel.draws('Gates of module 1')).toBeGreaterThan(0);
  });

  it('say, where there are none, how they come, and ask for them', async () => {
    const panel = await open('panel', { width: 1000 });
    await panel.say(show([syntheticRun()]));
    await panel.page.getByRole('tab', { name: 'Gates' }).click();
    await panel.drawn();
    const texts = await panel.page.locator('.empty').allTextContents();
    expect(texts.join(' ')).toContain('No checkpoint’s gates have been looked at yet.');
    expect(texts.join(' ')).toContain('No gates over the run.');
    await panel.page.getByRole('button', { name: 'Look at gates' }).click();
    expect((await panel.requests()).at(-1)).toMatchObject({
      ...{ type: 'inspectGates', checkpoint: 'best', split: 'validation' },
    });
  });

  it('that were just looked at are shown', async () => {
    const panel = await open('panel', { answer, width: 1000 });
    await panel.say(show([run]), {
      ...{ type: 'gated', directory: run.directory },
      measurement: { step: 500, split: 'test' },
    });
    await panel.page.locator('.gates-tab .strip-frame').first().waitFor();
    expect(await panel.page.locator('#gates').isVisible()).toBe(true);
  });
});
