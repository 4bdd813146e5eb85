import { expect, it } from 'vitest';
import {
  snapshotOf,
  syntheticGrowth,
  syntheticInspection,
  syntheticLive,
  syntheticRun,
} from '../../support/synthetic-run.js';
import { inChromium, show } from './in-chromium.js';

const given = { steps: 600 };
const run = syntheticRun(given);

inChromium('the panel of a live run', (open) => {
  it('says how far the run has come, and shows what it shows', async () => {
    const { page } = await openPanel();
    await expect(page.locator('h1').textContent()).resolves.toBe('colored-and-gray-mnist');
    const header = (await page.locator('.run-header').textContent()) ?? '';
    expect(header).toContain('step 600 of 2,000 · epoch 5 of 16 · about 2 min 48 s left');
    expect(header).toContain('CPU (WebAssembly SIMD, 2 threads)');
    await expect(page.locator('progress').getAttribute('value')).resolves.toBe('0.3');
    await expect(page.locator('.finding').textContent()).resolves.toContain('leans on color');
  });

  it('has nothing on it but that it loads, until it is told what to show', async () => {
    const opened = await open('panel');
    const { page } = opened;
    await page.locator('.panel').waitFor({ state: 'attached' });
    await page.waitForTimeout(300);
    await expect(page.locator('body').innerText()).resolves.toBe('Loading…');
    await expect(page.locator('canvas').count()).resolves.toBe(0);
    await opened.say(show([run, { ...run, directory: 'other' }]));
    await expect(page.locator('h1').textContent()).resolves.toContain('2 runs compared');
    await expect(page.locator('.panel').count()).resolves.toBe(1);
  });

  it('has the numbers of a chart for who opens no table, as they were at first', async () => {
    const { page } = await openPanel();
    const table = page.locator('figure table').first();
    await expect(table.locator('tbody tr').count()).resolves.toBeGreaterThan(10);
    await expect(table.isVisible()).resolves.toBe(false);
  });

  it('grows: numbers, words, charts and their tables', async () => {
    const opened = await openPanel();
    const { page } = opened;
    await opened.chart('Training loss').locator('summary').click();
    await opened.say(
      { type: 'grow', growth: syntheticGrowth(given, 600, 640) },
      { type: 'grow', growth: syntheticGrowth(given, 640, 750, 1) },
      { type: 'live', live: syntheticLive({ steps: 750 }) },
    );
    const header = (await page.locator('.run-header').textContent()) ?? '';
    expect(header).toContain('step 750 of 2,000 · epoch 7 of 16');
    const wanted = syntheticRun({ steps: 750 });
    const rows = opened.chart('Training loss').locator('tbody tr');
    const last = (await rows.last().locator('th, td').allTextContents()).slice(0, 3);
    expect(last[0]).toBe('750');
    const branch =
      wanted.steps.branchLosses[0].mean
        .slice(-15)
        .reduce<number>((sum, value) => sum + (value ?? 0), 0) / 15;
    expect(Number(last[2])).toBeCloseTo(branch, 1);
    expect(await opened.written('Training loss')).toContain('750');
    const state = page.locator('.key-numbers dd');
    await expect(state.nth(1).textContent()).resolves.toBe('750 of 2,000');
  });

  it('keeps what it found of each branch, where it is the same of two', async () => {
    const opened = await openPanel();
    const findings = [0, 1].map((modality) => ({
      ...run.findings[0],
      ...{ id: 'branch-at-chance' as const, modality, sentences: [`Branch ${String(modality)}.`] },
    }));
    const growth = syntheticGrowth(given, 600, 640);
    await opened.say(show([{ ...run, findings }]), {
      type: 'grow',
      growth: { ...growth, findings },
    });
    const leads = opened.page.locator('.finding .lead');
    expect(await leads.allTextContents()).toEqual(['Branch 0.', 'Branch 1.']);
  });

  it('asks to be shown anew where a growth is missing', async () => {
    const opened = await openPanel();
    await opened.say({ type: 'grow', growth: syntheticGrowth(given, 640, 700, 4) });
    expect((await opened.requests()).map(({ type }) => type)).toEqual(['ready', 'ready']);
    await expect(opened.page.locator('.course').textContent()).resolves.toContain('step 600');
  });

  it('marks a strategy switch in every chart and in their tables', async () => {
    const opened = await openPanel({ ...given, switched: 250 });
    for (const title of ['Training loss', 'Accuracy in evaluation']) {
      expect(await opened.written(title)).toContain('guided, α 0.05, Q 5');
      const table = await opened.chart(title).locator('table').textContent();
      expect(table).toContain('guided, α 0.05, Q 5');
    }
    await expect(opened.page.locator('.run-header').textContent()).resolves.toContain(
      'guided, α 0.05, Q 5',
    );
  });

  it('holds d_speed to the α of the strategy in force', async () => {
    const opened = await openPanel({ ...given, switched: 250 });
    await opened.page.getByRole('tab', { name: 'Learning speed' }).click();
    const note = opened.chart('d_speed').locator('.note').first();
    await expect(note.textContent()).resolves.toContain('±α = 0.01, from step 251 on 0.05.');
  });

  it('says exact values where the pointer is', async () => {
    const opened = await openPanel();
    await opened.page.locator('vscode-checkbox').click();
    await opened
      .chart('Training loss')
      .locator('canvas')
      .hover({ position: { x: 300, y: 100 } });
    await opened.drawn();
    const said = (await opened.written('Training loss')).filter((text) => /: |step \d/.test(text));
    const step = Number(/step (\d+)/.exec(said[0])?.[1]);
    const value = run.steps.branchLosses[0].mean[step - 1] ?? Number.NaN;
    expect(said).toContainEqual(expect.stringContaining(`gray branch: ${value.toPrecision(4)}`));
  });

  it('keeps what a person has opened, selected, focused and points at while it grows', async () => {
    const opened = await openPanel();
    const { page } = opened;
    await page.locator('.finding summary').click();
    await opened
      .chart('Accuracy in evaluation')
      .locator('canvas')
      .hover({ position: { x: 200, y: 100 } });
    await page.evaluate(`
      window.canvas = document.querySelector('canvas');
      scrollTo(0, 60);
      const words = document.querySelector('.finding .lead').firstChild;
      getSelection().setBaseAndExtent(words, 4, words, 13);`);
    await page.locator('.finding summary').focus();
    await opened.say({ type: 'grow', growth: syntheticGrowth(given, 600, 640) });
    await opened.say({ type: 'grow', growth: syntheticGrowth(given, 640, 700, 1) });
    await expect(
      page.evaluate(`({
        open: document.querySelector('.finding details').open,
        scrolled: scrollY,
        selected: getSelection().toString(),
        focused: document.activeElement.textContent,
        same: window.canvas === document.querySelector('canvas'),
      })`),
    ).resolves.toEqual({
      open: true,
      scrolled: 60,
      selected: 'model lea',
      focused: 'Numbers',
      same: true,
    });
    expect(await opened.written('Accuracy in evaluation')).toContainEqual(
      expect.stringMatching(/^step \d+/),
    );
  });

  it('draws a burst of growths once a frame, and nothing while it is hidden', async () => {
    const opened = await openPanel();
    const before = await opened.draws('Training loss');
    const growths = Array.from({ length: 40 }, (_, index) => ({
      type: 'grow' as const,
      growth: syntheticGrowth(given, 600 + 2 * index, 602 + 2 * index, index),
    }));
    await opened.page.evaluate(`
      window.frames_ = 0;
      const count = () => { window.frames_ += 1; requestAnimationFrame(count); };
      requestAnimationFrame(count);`);
    await opened.say(...growths);
    const draws = (await opened.draws('Training loss')) - before;
    const frames = await opened.page.evaluate<number>('window.frames_');
    expect(draws).toBeGreaterThan(0);
    expect(draws).toBeLessThanOrEqual(frames);
    expect(draws).toBeLessThan(20);
    await opened.hide(true);
    const hidden = await opened.draws('Training loss');
    await opened.say({ type: 'grow', growth: syntheticGrowth(given, 680, 700, 40) });
    expect(await opened.draws('Training loss')).toBe(hidden);
    await opened.hide(false);
    expect(await opened.draws('Training loss')).toBeGreaterThan(hidden);
    expect(await opened.written('Training loss')).toContain('700');
  });

  it('counts how long ago the last step was once it stalls', async () => {
    const clock = snapshotOf(run).taken;
    const opened = await openPanel(given, clock);
    const course = opened.page.locator('.course');
    await expect(course.textContent()).resolves.not.toContain('ago');
    await opened.page.clock.fastForward(12_000);
    await expect(course.textContent()).resolves.toMatch(/last step 1[2-9] s ago/);
    await opened.say({ type: 'live', live: syntheticLive(given, { lastStep: clock + 12_000 }) });
    await expect(course.textContent()).resolves.not.toContain('ago');
  });

  it('shows an inspection beside the run’s own measurement, with what it was measured on', async () => {
    const opened = await openPanel();
    await opened.page.locator('#tab-utilization').click();
    await opened.say({
      type: 'inspected',
      directory: run.directory,
      inspection: syntheticInspection(),
    });
    const columns = opened.page.locator('#utilization .column');
    await expect(columns.locator('h3').allTextContents()).resolves.toEqual([
      'Measured by the run',
      'Inspected: step 500, test, cut by zero',
    ]);
    await expect(columns.nth(0).textContent()).resolves.toContain(
      'on 1,024 of 2,000 validation samples, cut by mean',
    );
    await expect(columns.nth(1).textContent()).resolves.toContain(
      'on 1,024 of 2,000 test samples, cut by zero',
    );
    await expect(columns.nth(1).locator('tbody tr').first().textContent()).resolves.toContain(
      '24.0 [21.9, 26.1]',
    );
  });

  it('says of an inspection how the branches compare with their uni-modal references', async () => {
    const opened = await openPanel();
    await opened.page.locator('#tab-utilization').click();
    const estimate = { value: 0.9, low: 0.8, high: 0.95, method: 'bootstrap' } as const;
    const reference = {
      ...{ run: '/runs/gray-alone', step: 400, branch: 0, accuracy: estimate },
      entries: [
        { cut: 1, accuracyCut: 0.6, shortfall: { ...estimate, value: 0.3, low: 0.2, high: 0.4 } },
      ],
    };
    await opened.say({
      type: 'inspected',
      directory: run.directory,
      inspection: { ...syntheticInspection(), references: [reference] },
    });
    await expect(
      opened.page.locator('#utilization .column').nth(1).locator('ul').textContent(),
    ).resolves.toContain('the gray branch is under-trained');
  });

  it('shows another run in place of the one before', async () => {
    const opened = await openPanel();
    const other = syntheticRun({ steps: 10, directory: 'other', name: 'other', state: 'stopped' });
    await opened.say(show([other], { isOurs: false }));
    await expect(opened.page.locator('h1').textContent()).resolves.toBe('other');
    await expect(
      opened.page.locator('.controls vscode-button:visible').allTextContents(),
    ).resolves.toEqual([
      'Continue',
      'Inspect…',
      'Export report',
      'Open model file',
      'Reveal folder',
    ]);
  });

  async function openPanel(of: Parameters<typeof syntheticRun>[0] = given, clock?: number) {
    const opened = await open('panel', clock === undefined ? {} : { clock });
    await opened.say(show([syntheticRun(of)]));
    return opened;
  }
});
