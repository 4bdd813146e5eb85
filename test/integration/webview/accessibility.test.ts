import { expect, it } from 'vitest';
import { began, syntheticRun } from '../../support/synthetic-run.js';
import { inChromium, show } from './in-chromium.js';
import { inspected, run, withGates } from './inspected-run.js';
import type { OpenedPage } from './opened-page.js';

inChromium('the pages, for everybody', (open) => {
  it('is worked by the keyboard, and shows where the focus is', async () => {
    const panel = await open('panel', { width: 900 });
    await panel.say(show([run]));
    const reached: string[] = [];
    for (let stop = 0; stop < 40; stop += 1) {
      await panel.page.keyboard.press('Tab');
      const name = await focusedName(panel);
      if (name === '') {
        break;
      }
      reached.push(name);
      expect({ name, isSeen: await isFocusSeen(panel) }).toEqual({ name, isSeen: true });
    }
    expect(reached).toEqual(
      expect.arrayContaining([
        'Pause',
        'Stop',
        'Switch balancing…',
        'Inspect…',
        'Export report',
        'Open model file',
        'Smoothed',
        'Overview',
        'Training loss; the table below has its numbers',
      ]),
    );
  });

  it('gives the focus back to the button that a form came from', async () => {
    const panel = await open('panel', { width: 900 });
    await panel.say(show([run]));
    await panel.page.getByRole('button', { name: 'Switch balancing…' }).focus();
    await panel.page.keyboard.press('Enter');
    await panel.page.getByRole('button', { name: 'Cancel' }).focus();
    await panel.page.keyboard.press('Enter');
    expect(await panel.page.locator('form.form:visible').count()).toBe(0);
    expect(await focusedName(panel)).toBe('Switch balancing…');
  });

  it('opens tabs with the arrows', async () => {
    const panel = await open('panel');
    await panel.say(show([run]));
    await panel.page.getByRole('tab', { name: 'Overview' }).focus();
    await panel.page.keyboard.press('ArrowRight');
    await panel.drawn();
    expect(await panel.page.locator('#learning-speed').isVisible()).toBe(true);
    expect(await panel.draws('d_speed')).toBeGreaterThan(0);
  });

  it('shows and says the values of a chart step by step, by the arrows', async () => {
    const panel = await open('panel');
    await panel.say(show([run]));
    const chart = panel.chart('Training loss');
    const said = chart.getByRole('status');
    await chart.getByRole('application').focus();
    await panel.page.keyboard.press('ArrowRight');
    expect(await said.textContent()).toMatch(/^step \d+; .*gray branch: [\d.]+/);
    const first = await said.textContent();
    await panel.page.keyboard.press('ArrowRight');
    const second = await said.textContent();
    expect(second).not.toBe(first);
    expect(await panel.written('Training loss')).toContain(second?.split(';')[0]);
    await panel.page.keyboard.press('PageDown');
    await panel.page.keyboard.press('ArrowLeft');
    expect(await said.textContent()).not.toBe(second);
    await panel.page.keyboard.press('Escape');
    expect(await said.textContent()).toBe('');
    expect(await panel.written('Training loss')).not.toContain(second?.split(';')[0]);
  });

  it('tells a screen reader of an epoch, a state and a finding, and no more often than it can say', async () => {
    const panel = await open('panel', { clock: began });
    await panel.page.evaluate(`
      const said = [...document.querySelectorAll('main > [role=status]')].at(-1);
      window.heard = [];
      new MutationObserver(() => window.heard.push({ at: Date.now(), words: said.textContent }))
        .observe(said, { childList: true });`);
    const heard = () => panel.page.evaluate<{ at: number; words: string }[]>('window.heard');
    await panel.say(show([syntheticRun({ steps: 600 })]));
    await panel.say(show([syntheticRun({ steps: 620 })]));
    await panel.page.clock.runFor(6000);
    expect(await heard()).toEqual([]);
    // Stands from here on: a clock that goes on by itself may tick between an announcement and its being heard.
    await panel.page.clock.pauseAt(began + 60_000);
    await panel.post(show([syntheticRun({ steps: 900 })]));
    await panel.page.clock.runFor(1000);
    await panel.post(show([syntheticRun({ steps: 1200 })]));
    await panel.page.clock.runFor(1000);
    await panel.post(show([syntheticRun({ steps: 1500, state: 'paused' })]));
    await panel.page.clock.runFor(12_000);
    const all = await heard();
    const words = all.map((each) => each.words);
    expect(words).toHaveLength(2);
    expect(words[0]).toMatch(
      /^Epoch \d+ has ended: accuracy of the model [\d.]+ %, of the branches gray/,
    );
    expect(words.at(-1)).toContain('State: paused.');
    for (const each of words) {
      expect(each.match(/Epoch/g) ?? []).toHaveLength(1);
    }
    all.slice(1).forEach(({ at }, place) => {
      expect(at - all[place].at).toBeGreaterThanOrEqual(5000);
    });
  });

  it('stands still, and does without the motion of its widgets where less is asked for', async () => {
    const panel = await open('panel', { isReducedMotion: true, answer: inspected });
    await panel.say(show([withGates]));
    for (const tab of ['Gates', 'Samples', 'Overview']) {
      await panel.page.getByRole('tab', { name: tab }).click();
      await panel.drawn();
      expect({ tab, moving: await moving(panel) }).toEqual({ tab, moving: [] });
    }
    const draws = await panel.draws('Training loss');
    await panel.page.waitForTimeout(500);
    expect(await panel.draws('Training loss')).toBe(draws);
  });

  it('stands still in a sidebar and in a comparison, too', async () => {
    const sidebar = await open('sidebar', { isReducedMotion: true });
    await sidebar.say(show([run]));
    await sidebar.page.getByRole('button', { name: 'Switch balancing…' }).click();
    expect(await moving(sidebar)).toEqual([]);
    const panel = await open('panel', { isReducedMotion: true });
    await panel.say(show([run, { ...run, directory: 'other' }]));
    expect(await moving(panel)).toEqual([]);
  });

  it.each([1200, 900, 600, 420])('fits into a panel of %i px', async (width) => {
    const panel = await open('panel', { width, answer: inspected });
    await panel.say(show([withGates]));
    for (const tab of ['Overview', 'Learning speed', 'Utilization', 'Gates', 'Samples', 'Run']) {
      await panel.page.getByRole('tab', { name: tab }).click();
      await panel.drawn();
      expect({ tab, beyond: await beyond(panel) }).toEqual({ tab, beyond: 0 });
      expect({ tab, narrow: await narrowCharts(panel) }).toEqual({ tab, narrow: [] });
      expect({ tab, scrolled: await scrolledTables(panel) }).toEqual({ tab, scrolled: [] });
    }
  });

  it.each([170, 300, 600])('fits into a sidebar of %i px', async (width) => {
    const sidebar = await open('sidebar', { width });
    await sidebar.say(show([run]));
    await sidebar.page.getByRole('button', { name: 'Switch balancing…' }).click();
    expect(await beyond(sidebar)).toBe(0);
  });
});

async function focusedName({ page }: OpenedPage): Promise<string> {
  return page.evaluate<string>(`
    document.activeElement === document.body ? '' :
      document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()`);
}

/** Whether the focused element looks other than it does without the focus. */
async function isFocusSeen({ page }: OpenedPage): Promise<boolean> {
  const box = await page.evaluate<{ x: number; y: number; width: number; height: number }>(`(() => {
    const element = document.activeElement;
    element.scrollIntoView({ block: 'center' });
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x: x + scrollX - 4, y: y + scrollY - 4, width: width + 8, height: height + 8 };
  })()`);
  const clip = { ...box, x: Math.max(0, box.x), y: Math.max(0, box.y) };
  const focused = await page.screenshot({ clip, fullPage: true });
  await page.evaluate(`window.last = document.activeElement; window.last.blur();`);
  const blurred = await page.screenshot({ clip, fullPage: true });
  // By hand, the focus comes back as if by the keyboard, at the same place in the order.
  await page.evaluate('window.last.focus({ focusVisible: true })');
  return !focused.equals(blurred);
}

/** By how many pixels something that can be seen reaches beyond the window, frames that scroll by themselves apart. */
async function beyond({ page }: OpenedPage): Promise<number> {
  return page.evaluate<number>(`
    Math.max(0, ...[...document.querySelectorAll('main *')]
      .filter((each) => each.checkVisibility() && !each.parentElement.closest('.table-frame, .strip-frame, pre'))
      .map((each) => Math.ceil(each.getBoundingClientRect().right - window.innerWidth)))`);
}

/** Captions of the tables of a run's own numbers whose last column is out of sight. */
async function scrolledTables({ page }: OpenedPage): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll(
      '#utilization .table-frame, .sample-counts .table-frame, .gates-tab .column > .table-frame')]
      .filter((frame) => frame.checkVisibility() && frame.scrollWidth > frame.clientWidth)
      .map((frame) => frame.getAttribute('aria-label') + ': ' + frame.scrollWidth + ' of ' + frame.clientWidth)`);
}

/** What can be seen and would move, also within the widgets. */
async function moving({ page }: OpenedPage): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const within = (root) => [...root.querySelectorAll('*')].flatMap((each) =>
      [each, ...(each.shadowRoot === null ? [] : within(each.shadowRoot))]);
    return within(document).filter((each) => each.checkVisibility()).flatMap((each) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(each);
      const stands = /^(0s(, )?)+$/.test(transitionDuration) && animationName === 'none';
      return stands && scrollBehavior === 'auto' ? [] : [each.localName + '.' + each.className];
    });
  })()`);
}

/** The charts that do not take the width that there is for them, as `their width of the width`. */
async function narrowCharts({ page }: OpenedPage): Promise<string[]> {
  return page.evaluate<string[]>(`
    [...document.querySelectorAll('vscode-panel-view:not([hidden]) canvas')].flatMap((canvas) => {
      const [own, there] = [canvas.clientWidth, canvas.parentElement.clientWidth];
      return own === there ? [] : [own + ' of ' + there];
    })`);
}
