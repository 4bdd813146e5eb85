import { expect, it } from 'vitest';
import type { PanelState } from '../../../src/record/page-message.js';
import { syntheticGrowth, syntheticRun } from '../../support/synthetic-run.js';
import { themes } from '../../support/vscode-themes.js';
import { inChromium, placeOf, show } from './in-chromium.js';
import type { OpenedPage } from './opened-page.js';

const run = syntheticRun();
const charts = ['Training loss', 'Accuracy in evaluation'];
const kept: PanelState = {
  places: [placeOf(run.directory)],
  tab: 'learning-speed',
  smoothed: false,
  zoom: { first: 100, last: 300 },
  inspect: null,
  scroll: 0,
};

inChromium('what a person chooses in the panel', (open) => {
  it('zooms every chart by the keyboard, and resets', async () => {
    const panel = await openPanel();
    await panel.chart('Training loss').locator('canvas').focus();
    await panel.page.keyboard.press('+');
    await panel.drawn();
    expect(await zoomOf(panel)).toEqual({ first: 150, last: 450 });
    for (const title of charts) {
      const ticks = await panel.written(title);
      expect(ticks).toContain('300');
      expect(ticks).not.toContain('600');
    }
    await panel.page.keyboard.press('Shift+ArrowRight');
    expect(await zoomOf(panel)).toEqual({ first: 210, last: 510 });
    await panel.page.keyboard.press('-');
    await panel.page.keyboard.press('Home');
    expect(await zoomOf(panel)).toBeNull();
    await panel.page.keyboard.press('+');
    await panel.page.getByRole('button', { name: 'Reset zoom' }).click();
    await panel.drawn();
    expect(await zoomOf(panel)).toBeNull();
    expect(await panel.written('Training loss')).toContain('600');
  });

  it('zooms by dragging across a chart, and by the wheel with Ctrl alone', async () => {
    const panel = await openPanel();
    const canvas = panel.chart('Training loss').locator('canvas');
    await canvas.scrollIntoViewIfNeeded();
    const box = await canvas.boundingBox();
    const at = (share: number) =>
      [(box?.x ?? 0) + share * (box?.width ?? 0), (box?.y ?? 0) + 90] as const;
    await panel.page.mouse.move(...at(0.4));
    await panel.page.mouse.wheel(0, -100);
    await panel.drawn();
    expect(await zoomOf(panel)).toBeNull();
    await panel.page.evaluate('scrollTo(0, 0)');
    await canvas.scrollIntoViewIfNeeded();
    await panel.page.mouse.move(...at(0.3));
    await panel.page.mouse.down();
    await panel.page.mouse.move(...at(0.5), { steps: 4 });
    await panel.page.mouse.up();
    await panel.drawn();
    const dragged = await zoomOf(panel);
    expect(dragged?.first).toBeGreaterThan(80);
    expect(dragged?.last).toBeLessThan(350);
    await panel.page.keyboard.down('Control');
    await panel.page.mouse.wheel(0, -100);
    await panel.page.keyboard.up('Control');
    await panel.drawn();
    const wheeled = await zoomOf(panel);
    expect((wheeled?.last ?? 0) - (wheeled?.first ?? 0)).toBeLessThan(
      (dragged?.last ?? 0) - (dragged?.first ?? 0),
    );
  });

  it('stays where it is zoomed to while the run grows', async () => {
    const panel = await openPanel();
    await panel.chart('Training loss').locator('canvas').focus();
    await panel.page.keyboard.press('+');
    await panel.say({ type: 'grow', growth: syntheticGrowth({}, 600, 700) });
    expect(await zoomOf(panel)).toEqual({ first: 150, last: 450 });
    expect(await panel.written('Training loss')).not.toContain('700');
  });

  it('shows curves raw instead of smoothed', async () => {
    const panel = await openPanel();
    const figure = panel.chart('Training loss');
    await figure.locator('summary').click();
    const lastLoss = async () =>
      Number(await figure.locator('tbody tr').last().locator('td').first().textContent());
    const raw = run.steps.loss.mean.at(-1) ?? Number.NaN;
    expect(await lastLoss()).not.toBeCloseTo(raw, 3);
    await panel.page.getByRole('checkbox', { name: 'Smoothed' }).click();
    await panel.drawn();
    expect(await lastLoss()).toBeCloseTo(raw, 3);
    expect(await panel.state()).toMatchObject({ smoothed: false });
  });

  it('keeps tab, smoothing and zoom, and the runs that it shows', async () => {
    const panel = await openPanel();
    await panel.page.getByRole('tab', { name: 'Learning speed' }).click();
    await panel.page.getByRole('checkbox', { name: 'Smoothed' }).click();
    await panel.chart('d_speed').locator('canvas').focus();
    await panel.page.keyboard.press('+');
    expect(await panel.state()).toEqual({ ...kept, zoom: { first: 150, last: 450 } });
  });

  it('begins as it was kept', async () => {
    const panel = await open('panel', { state: kept });
    await panel.say(show([run]));
    const tab = panel.page.getByRole('tab', { name: 'Learning speed' });
    expect(await tab.getAttribute('aria-selected')).toBe('true');
    expect(await panel.page.getByRole('checkbox', { name: 'Smoothed' }).isChecked()).toBe(false);
    const ticks = await panel.written('d_speed');
    expect(ticks).toContain('200');
    expect(ticks).not.toContain('400');
  });

  it('keeps what the form that inspects asks for, and begins with it', async () => {
    const panel = await openPanel();
    await panel.page.getByRole('tab', { name: 'Utilization' }).click();
    for (const [list, option] of [
      ['Checkpoint', 'step 500 (best)'],
      ['Split', 'test'],
      ['Cut by', 'zero'],
    ]) {
      const choice = panel.page.getByRole('combobox', { name: list, exact: true });
      await choice.click();
      await choice.getByRole('option', { name: option, exact: true }).click();
    }
    const inspect = { checkpoint: '500', split: 'test', cut: 'zero' };
    expect(await panel.state()).toMatchObject({ inspect });
    const again = await open('panel', { state: await panel.state() });
    await again.say(show([run]));
    await again.page.getByRole('button', { name: 'Inspect', exact: true }).click();
    await again.drawn();
    expect((await again.requests()).at(-1)).toMatchObject({ ...inspect, checkpoint: 500 });
  });

  it('offers no best checkpoint of a run that was stopped before it had one', async () => {
    const panel = await open('panel');
    const checkpoints = [{ step: 60, best: false }];
    await panel.say(show([run], { checkpoints }));
    await panel.page.getByRole('tab', { name: 'Utilization' }).click();
    await panel.page.getByRole('button', { name: 'Inspect', exact: true }).click();
    await panel.drawn();
    expect((await panel.requests()).at(-1)).toMatchObject({ checkpoint: 'last' });
  });

  it('keeps what was opened, on every tab, and opens it again', async () => {
    const opened: [tab: string, within: string, summary: string][] = [
      ['Overview', '.finding', 'Numbers'],
      ['Overview', 'figure', 'Numbers'],
      ['Utilization', '#utilization', 'By class'],
      ['Run', '#run', 'Events'],
    ];
    const inTab = (panel: OpenedPage, within: string, summary: string) =>
      panel.page.locator(`${within} details`).filter({ hasText: summary }).first();
    const panel = await openPanel();
    for (const [tab, within, summary] of opened) {
      await panel.page.getByRole('tab', { name: tab }).click();
      await inTab(panel, within, summary).locator('summary').click();
    }
    await panel.say({ type: 'grow', growth: syntheticGrowth({}, 600, 700) });
    const state = await panel.state();
    const again = await open('panel', { state });
    await again.say(show([run]));
    for (const [tab, within, summary] of opened) {
      await again.page.getByRole('tab', { name: tab }).click();
      await again.drawn();
      const details = inTab(again, within, summary);
      expect({ tab, isOpen: await details.getAttribute('open') }).toEqual({ tab, isOpen: '' });
    }
    await again.page.getByRole('tab', { name: 'Overview' }).click();
    expect(await again.page.locator('#overview details[open]').count()).toBe(2);
    expect(await again.state()).toMatchObject({ opened: (state as PanelState).opened });
    await inTab(again, '.finding', 'Numbers').locator('summary').click();
    await expect.poll(async () => ((await again.state()) as PanelState).opened).toHaveLength(3);
  });

  it('is scrolled to where it was', async () => {
    const panel = await open('panel', { width: 500 });
    await panel.say(show([run]));
    await panel.page.evaluate('scrollTo(0, 150)');
    await expect.poll(() => panel.state()).toMatchObject({ scroll: 150 });
    const again = await open('panel', { width: 500, state: await panel.state() });
    await again.say(show([run]));
    expect(await again.page.evaluate('scrollY')).toBe(150);
  });

  it('forgets the zoom of other runs, and a state that is none of its own', async () => {
    const other = await open('panel', { state: { ...kept, places: [placeOf('another')] } });
    await other.say(show([run]));
    expect(await zoomOf(other)).toBeNull();
    for (const changed of [{ tab: 'elsewhere' }, { opened: [7] }, { opened: ['x'.repeat(501)] }]) {
      const broken = await open('panel', { state: { ...kept, ...changed } });
      await broken.say(show([run]));
      const tab = broken.page.getByRole('tab', { name: 'Overview' });
      expect(await tab.getAttribute('aria-selected')).toBe('true');
    }
  });

  it('changes its colours with the theme, and keeps the zoom', async () => {
    const panel = await openPanel();
    await panel.chart('Training loss').locator('canvas').focus();
    await panel.page.keyboard.press('+');
    await panel.drawn();
    const [gray, grayInLight] = ['#56b4e9', '#0068a8'];
    for (const [theme, here, elsewhere] of [
      ['vscode-dark', gray, grayInLight],
      ['vscode-light', grayInLight, gray],
      ['vscode-high-contrast', gray, grayInLight],
      ['vscode-high-contrast-light', grayInLight, gray],
    ] as const) {
      await panel.theme(theme);
      const strokes = await panel.strokes('Training loss');
      expect(strokes).toContain(here);
      expect(strokes).not.toContain(elsewhere);
      expect(strokes).toContain(themes[theme].foreground);
      const fills = await panel.fills('Training loss');
      expect(fills).toContain(here);
      expect(fills).not.toContain(elsewhere);
    }
    expect(await zoomOf(panel)).toEqual({ first: 150, last: 450 });
  });

  async function openPanel(): Promise<OpenedPage> {
    const panel = await open('panel');
    await panel.say(show([run]));
    return panel;
  }
});

async function zoomOf(panel: OpenedPage): Promise<PanelState['zoom']> {
  return ((await panel.state()) as PanelState).zoom;
}
