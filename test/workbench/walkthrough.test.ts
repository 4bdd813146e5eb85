import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { tinyModel } from '../integration/support/command-line.js';
import { opened, sharedBrowser } from './window/opened.js';
import { runsIn } from './window/runs-in.js';
import { until } from './window/until.js';
import { Walkthrough } from './window/walkthrough.js';

const browser = sharedBrowser();

/** What stands on the buttons of each step. */
const buttons = {
  'See the greed': ['Write a Model File', 'Train without Re-balancing'],
  'Measure it': ['Inspect Conditional Utilization'],
  'Mend it': ['Train with Rebalancing', 'Switch Balancing'],
  'Your own model': ['New Model File'],
  'Your own data': ['Train'],
} as const;

describe('the walkthrough', () => {
  it('opens, shows a picture or a page a step, and its buttons do what ticks its steps off', async () => {
    const { server, window } = await opened(browser(), {
      files: {
        'tiny.multimodal.ts': tinyModel({
          data: `coloredAndGrayMnist({ train: 80, validation: 48, test: 48 })`,
          training: `{ epochs: 1, batchSize: 8, optimizer: sgd({ learningRate: 0.05 }), seed: 3 }`,
        }),
      },
    });
    const guide = await Walkthrough.open(window);
    expect(await guide.titles()).toEqual(Object.keys(buttons));
    for (const [title, wanted] of Object.entries(buttons)) {
      await guide.expand(title);
      await expect.poll(() => guide.buttons(title).allTextContents()).toEqual(wanted);
      await until(`what ${title} shows`, () => shows(guide.media()));
      expect({ title, isDone: await guide.isDone(title) }).toEqual({ title, isDone: false });
    }

    await guide.press('Your own model', 'New Model File');
    await window.answer('New Model File', 'mine');
    await window.tab('mine.multimodal.ts').first().waitFor();
    await guide.show();
    await until('the tick', () => guide.isDone('Your own model'));

    await window.openFile('tiny.multimodal.ts');
    await guide.show();
    await guide.press('See the greed', 'Train without Re-balancing');
    const described = await until('a run', async () => {
      await chooseIfAsked(window.picks().filter({ hasText: 'tiny' }).first());
      const [run] = await runsIn(server);
      return JSON.parse(await readFile(path.join(run, 'run.json'), 'utf8')) as unknown;
    });
    expect(described).toMatchObject({ balancing: { strategy: 'vanilla' } });
    expect(window.complaints).toEqual({ strayRequests: [], violations: [], errors: [] });
  });
});

/** Whether a step shows its picture, or its page with words. */
async function shows(media: Locator): Promise<boolean> {
  const frame = media.locator('iframe.webview').contentFrame().locator('iframe#active-frame');
  const content = frame.contentFrame();
  return (
    (await content.locator('svg text').count()) > 3 ||
    ((await content.locator('body').textContent())?.includes('modality-lens') ?? false)
  );
}

async function chooseIfAsked(entry: Locator): Promise<void> {
  if (await entry.isVisible()) {
    await entry.click({ timeout: 2_000 }).catch(() => undefined);
  }
}
