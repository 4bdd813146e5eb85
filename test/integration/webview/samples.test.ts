import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { PageRequest, PageResult } from '../../../src/record/page-message.js';
import { samplesPath } from '../../../src/runs/inspections/inspection-files.js';
import { KeptInspections } from '../../../src/runs/inspections/kept-inspections.js';
import { writeSamples } from '../../../src/runs/inspections/write-samples.js';
import { readRun, type Run } from '../../../src/runs/read-run.js';
import { syntheticRun } from '../../support/synthetic-run.js';
import { pictureByte, syntheticSamples } from '../../support/synthetic-samples.js';
import { writeRun } from '../support/written-run.js';
import { inChromium, show } from './in-chromium.js';
import type { OpenedPage } from './opened-page.js';

const hostile = '<img src=x onerror=alert(1)>';
const many = 10_000;
let folder: string;
let run: Run;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'modality-lens-'));
  const written = { name: 'a', modalities: ['gray', 'color'], steps: 3, text: hostile } as const;
  run = await readRun(await writeRun(folder, written));
  for (const [step, samples] of [
    [500, many],
    [125, 30],
  ]) {
    const made = syntheticSamples({ run: hostile, step, samples });
    await writeSamples(run, made.measurement, made.predictions, made.pictures);
  }
});

afterAll(() => rm(folder, { recursive: true }));

/** The host's part, as the extension plays it, on a run directory. */
function hostOf(
  kept = new KeptInspections(),
): (request: PageRequest) => Promise<PageResult | null> {
  return async (request) => {
    if (request.type === 'listInspections') {
      return { type: 'inspections', ...(await kept.list(run.directory)) };
    }
    if (request.type === 'samples') {
      const { measurement, filter, offset, count } = request;
      const file = await kept.samples(run.directory, measurement);
      return { type: 'samples', page: await file.page(filter, offset, count) };
    }
    return null;
  };
}

/** The run as the page is told of it. */
function shownRun() {
  const snapshot = syntheticRun({ directory: path.basename(run.directory), text: hostile });
  return { ...snapshot, description: { ...snapshot.description, classes: [hostile, 'other'] } };
}

inChromium('the samples of a run', (open) => {
  async function opened(options: Parameters<typeof open>[1] = {}): Promise<OpenedPage> {
    const panel = await open('panel', { answer: hostOf(), width: 1000, ...options });
    await panel.say(show([shownRun()]));
    await panel.page.getByRole('tab', { name: 'Samples' }).click();
    await cards(panel).first().waitFor();
    return panel;
  }

  it('are shown page by page, of ten thousand, by button and by key', async () => {
    const panel = await opened();
    // Of every 15 samples, 4 are lost.
    expect(await pagerWords(panel)).toBe('1–48 of 2,667');
    expect(await cards(panel).count()).toBe(48);
    expect(await cards(panel).first().textContent()).toContain('sample 3');
    await turn(panel, () => panel.page.getByRole('button', { name: 'Last page' }).click());
    expect(await pagerWords(panel)).toBe('2,641–2,667 of 2,667');
    expect(withCommas((await cards(panel).last().textContent()) ?? '')).toContain('sample 9,999');
    await panel.page.locator('.sample-grid').focus();
    for (const [key, words] of [
      ['PageUp', '2,593–2,640 of 2,667'],
      ['Home', '1–48 of 2,667'],
      ['PageDown', '49–96 of 2,667'],
      ['End', '2,641–2,667 of 2,667'],
    ]) {
      await turn(panel, () => panel.page.keyboard.press(key));
      expect(await pagerWords(panel)).toBe(words);
    }
  });

  it('show the very pixels of the data, and say what they are', async () => {
    const panel = await opened();
    const [gray, color] = [0, 1].map((place) => cards(panel).first().locator('canvas').nth(place));
    expect(await pixels(gray)).toEqual(
      Array.from({ length: 16 }, (_, place) => {
        const value = pictureByte(3, place);
        return [value, value, value, 255];
      }).flat(),
    );
    expect(await pixels(color)).toEqual(
      Array.from({ length: 16 }, (_, place) => [
        ...[0, 1, 2].map((channel) => pictureByte(3, 16 + 3 * place + channel)),
        255,
      ]).flat(),
    );
    expect(await color.getAttribute('aria-label')).toBe(
      `color of sample 3, which is other; predicted as other with every modality, and as ${hostile} without`,
    );
    expect(await cards(panel).first().locator('.prediction').textContent()).toBe(
      `other ✓ → ${hostile} ✗`,
    );
  });

  it('are filtered by branch, modality, change and class, and counted', async () => {
    const panel = await opened();
    await turn(panel, () => choose(panel, 'Changed by the cut', 'wrong → right (gained)'));
    expect(await pagerWords(panel)).toBe('1–48 of 667');
    await turn(panel, () => choose(panel, 'Class', hostile));
    expect((await requestsFor(panel)).at(-1)).toMatchObject({
      filter: { branch: 0, cut: 1, change: 'gained', label: 0 },
      offset: 0,
    });
    await turn(panel, () => choose(panel, 'Prediction of', 'color branch'));
    // Its own modality is not one that it can be without.
    expect((await requestsFor(panel)).at(-1)).toMatchObject({ filter: { branch: 1, cut: 0 } });
    await turn(panel, () => choose(panel, 'Prediction of', 'model'));
    await turn(panel, () => choose(panel, 'Without', 'color'));
    expect((await requestsFor(panel)).at(-1)).toMatchObject({ filter: { branch: 2, cut: 1 } });
    const counts = await panel.page.locator('.sample-counts td').allTextContents();
    expect(counts.slice(0, 4).map(withCommas)).toEqual(['5,000', '1,333', '334', '0']);
    await turn(panel, () => choose(panel, 'Changed by the cut', 'wrong → wrong otherwise'), false);
    expect(await panel.page.locator('.sample-counts').textContent()).toContain(
      'No sample changes in this way.',
    );
  });

  it('of another checkpoint are a choice away, and after a reload what was looked at is there', async () => {
    const panel = await opened();
    await turn(panel, () => choose(panel, 'Measured', 'step 125, test, cut by mean'));
    expect(await pagerWords(panel)).toBe('1–8 of 8');
    await turn(panel, () => choose(panel, 'Changed by the cut', 'changed at all'));
    const again = await opened({ state: await panel.state() });
    expect(await pagerWords(again)).toBe('1–10 of 10');
    expect((await requestsFor(again)).at(-1)).toMatchObject({ measurement: { step: 125 } });
  });

  it('say, where there are none, how they come, and ask for them', async () => {
    const panel = await open('panel', { width: 1000 });
    await panel.say(show([shownRun()]));
    await panel.page.getByRole('tab', { name: 'Samples' }).click();
    await panel.drawn();
    expect(await panel.page.locator('#samples .empty').textContent()).toContain(
      'No samples have been looked at yet.',
    );
    await choose(panel, 'Cut by', 'zero');
    await panel.page.getByRole('button', { name: 'Find samples' }).click();
    expect((await panel.requests()).at(-1)).toMatchObject({
      ...{ type: 'inspectSamples', checkpoint: 'best', split: 'validation', cut: 'zero' },
    });
  });

  it('that were just measured are looked at', async () => {
    const panel = await open('panel', { answer: hostOf(), width: 1000 });
    await panel.say(show([shownRun()]), {
      type: 'sampled',
      directory: path.basename(run.directory),
      measurement: { step: 125, split: 'test', cut: 'mean' },
    });
    await cards(panel).first().waitFor();
    expect(await panel.page.locator('#samples').isVisible()).toBe(true);
    expect(await pagerWords(panel)).toBe('1–8 of 8');
  });

  it('that are damaged are said to be, and the others go on', async () => {
    const damaged = { step: 7, split: 'test', cut: 'zero' } as const;
    const file = path.join(run.directory, samplesPath(damaged));
    await writeFile(file, 'no samples');
    const panel = await opened();
    await choose(panel, 'Measured', 'step 7, test, cut by zero');
    const message = panel.page.locator('#samples > .message');
    await message.waitFor();
    expect(await message.textContent()).toContain('Delete the file');
    expect(await cards(panel).count()).toBe(0);
    await choose(panel, 'Measured', 'step 125, test, cut by mean');
    await cards(panel).first().waitFor();
    expect(await message.isVisible()).toBe(false);
    await rm(file);
  });

  it.each([1000, 600, 380])('fit into a panel of %i px', async (width) => {
    const panel = await opened({ width });
    const beyond = await panel.page.evaluate<number>(
      'document.documentElement.scrollWidth - window.innerWidth',
    );
    expect(beyond).toBeLessThanOrEqual(0);
  });
});

function cards({ page }: OpenedPage) {
  return page.locator('.sample-grid .sample');
}

/** Numbers as they are easiest to read here: pages group digits by narrow spaces. */
function withCommas(text: string): string {
  return text.replaceAll('\u202f', ',');
}

async function pagerWords({ page }: OpenedPage): Promise<string> {
  return withCommas((await page.locator('.pager-words').textContent()) ?? '');
}

async function requestsFor(panel: OpenedPage) {
  return (await panel.requests()).filter(({ type }) => type === 'samples');
}

/** Does `act`, and waits until the samples that it asks for are there. */
async function turn(panel: OpenedPage, act: () => Promise<void>, hasSamples = true): Promise<void> {
  const before = (await requestsFor(panel)).length;
  await act();
  await expect.poll(async () => (await requestsFor(panel)).length).toBeGreaterThan(before);
  await panel.page.locator('.sample-grid:not([aria-busy])').waitFor({ state: 'attached' });
  if (hasSamples) {
    await cards(panel).first().waitFor();
  }
}

async function choose({ page }: OpenedPage, name: string, option: string): Promise<void> {
  const list = page.locator('#samples').getByRole('combobox', { name, exact: true });
  await list.click();
  await list.getByRole('option', { name: option, exact: true }).click();
}

/** The colours of a canvas, as bytes. */
function pixels(canvas: ReturnType<typeof cards>): Promise<number[]> {
  return canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const context = (element as HTMLCanvasElement).getContext('2d');
    return [...(context?.getImageData(0, 0, width, height).data ?? [])];
  });
}
