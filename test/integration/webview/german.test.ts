import { describe, expect, it } from 'vitest';
import { findingsOf } from '../../../src/metrics/findings/findings.js';
import { speak } from '../../../src/record/language.js';
import { syntheticInspection, syntheticLive, syntheticRun } from '../../support/synthetic-run.js';
import { englishIn, shipped } from '../../support/translation.js';
import { handMadeRun } from '../../unit/metrics/findings/hand-made-run.js';
import { inChromium, show } from './in-chromium.js';
import type { OpenedPage } from './opened-page.js';

const language = await shipped('de');
const englishOf = englishIn(language);
// A cut has the name that stands in code, as other options do.
const english = (texts: readonly string[]): string[] =>
  englishOf(texts.map((text) => text.replace(/Schnitt: \w+/g, '')));
const given = { switched: 250, hasNullBand: true };
// Findings come from the host, which speaks the same language.
speak(language);
const findings = findingsOf(handMadeRun({ state: 'stopped', steps: { above: 451 } }));
const run = { ...syntheticRun(given), findings };

inChromium('a page in German', (open) => {
  it('has no English left on any tab, in charts, tables and tooltips', async () => {
    const panel = await open('panel', { language, width: 900 });
    await panel.say(show([run]));
    await panel.say(
      { type: 'inspected', directory: run.directory, inspection: syntheticInspection() },
      { type: 'live', live: syntheticLive(given, { lastStep: 0 }) },
    );
    await panel.page.getByRole('button', { name: 'Strategie wechseln …' }).click();
    const tabs = await panel.page.getByRole('tab').all();
    expect(tabs.length).toBeGreaterThanOrEqual(4);
    for (const tab of tabs) {
      await tab.click();
      await panel.drawn();
      await openDetails(panel);
      for (const canvas of await panel.page.locator('canvas:visible').all()) {
        await canvas.hover({ position: { x: 200, y: 60 } });
      }
      await panel.drawn();
      const name = await tab.textContent();
      expect({ name, english: english(await texts(panel)) }).toEqual({ name, english: [] });
    }
    await panel.page.getByRole('tab', { name: 'Überblick' }).click();
    await panel.drawn();
    expect(await panel.written('Trainings-Loss')).toEqual(
      expect.arrayContaining(['Trainingsschritt', 'Summe der Losses der Zweige, Nats']),
    );
  });

  describe.each([
    'no-folder',
    'not-trusted',
    'no-model-file',
    'no-run',
    'deleted',
    'unreadable',
  ] as const)('without a run: %s', (why) => {
    it('has no English left', async () => {
      const sidebar = await open('sidebar', { language, width: 260 });
      await sidebar.say({ type: 'nothing', why, problem: null });
      expect(english(await texts(sidebar))).toEqual([]);
    });
  });

  it('has no English left in the sidebar', async () => {
    const sidebar = await open('sidebar', { language, width: 260 });
    await sidebar.say(
      show([run, { ...syntheticRun({ directory: 'second', state: 'paused' }), findings }]),
    );
    await sidebar.page.getByRole('button', { name: 'Strategie wechseln …' }).first().click();
    expect(english(await texts(sidebar))).toEqual([]);
  });

  it.each([1400, 1001, 900, 700])('keeps tabs and tools apart at %i px', async (width) => {
    const panel = await open('panel', { language, width });
    await panel.say(show([run]));
    expect(await isOnTabs(panel)).toBe(false);
  });

  it.each([
    ['panel', 900],
    ['panel', 420],
    ['sidebar', 300],
    ['sidebar', 170],
  ] as const)('fits into a %s of %i px', async (name, width) => {
    const page = await open(name, { language, width });
    await page.say(show([run]));
    await page.page.getByRole('button', { name: 'Strategie wechseln …' }).click();
    for (const tab of await page.page.getByRole('tab').all()) {
      await tab.click();
      await page.drawn();
      expect({ tab: await tab.textContent(), beyond: await beyond(page) }).toEqual({
        tab: await tab.textContent(),
        beyond: 0,
      });
    }
    expect(await beyond(page)).toBe(0);
  });
});

/** Whether anything of the tools beside the tabs lies on one of them. */
async function isOnTabs({ page }: OpenedPage): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    const boxes = (selector) => [...document.querySelectorAll(selector)].map((each) => each.getBoundingClientRect());
    const tools = boxes('.chart-tools > *');
    return boxes('vscode-panel-tab').some((tab) => tools.some((tool) =>
      tab.left < tool.right && tool.left < tab.right && tab.top < tool.bottom && tool.top < tab.bottom));
  })()`);
}

async function openDetails({ page }: OpenedPage): Promise<void> {
  await page.evaluate(
    `document.querySelectorAll('details').forEach((details) => { details.open = true; })`,
  );
}

/** All that a person reads or hears of a page: texts, names, titles, and what is written in charts. */
async function texts({ page }: OpenedPage): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const said = [];
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (walker.currentNode.parentElement.tagName !== 'PRE') { said.push(walker.currentNode.textContent.trim()); }
    }
    for (const element of document.querySelectorAll('main *')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        if (element.hasAttribute(name)) { said.push(element.getAttribute(name)); }
      }
      said.push(...(element.texts ?? []));
    }
    return said.filter((text) => text !== '');
  })()`);
}

/** By how many pixels the page is wider than its window. */
async function beyond({ page }: OpenedPage): Promise<number> {
  return page.evaluate<number>(
    'Math.max(0, document.documentElement.scrollWidth - window.innerWidth)',
  );
}
