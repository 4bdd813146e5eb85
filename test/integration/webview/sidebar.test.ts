import { expect, it } from 'vitest';
import {
  snapshotOf,
  syntheticGrowth,
  syntheticLive,
  syntheticRun,
} from '../../support/synthetic-run.js';
import { themes, type ThemeKind } from '../../support/vscode-themes.js';
import { inChromium, show } from './in-chromium.js';
import type { OpenedPage } from './opened-page.js';

const kinds = Object.keys(themes) as ThemeKind[];
const markup = `</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">`;

inChromium('the sidebar', (open) => {
  it('has a card for every run that is on, and none for the others', async () => {
    const sidebar = await openWith(
      syntheticRun(),
      syntheticRun({ directory: 'second', name: 'gestures', state: 'paused' }),
      syntheticRun({ directory: 'third', name: 'old', state: 'finished' }),
    );
    const cards = sidebar.page.locator('.card');
    expect(await cards.locator('h2').allTextContents()).toEqual([
      'colored-and-gray-mnist',
      'gestures',
    ]);
    const [first, second] = await cards.allTextContents();
    expect(first).toMatch(/training.*vanilla.*step 600 of 2,000.*epoch 5 of 16/);
    expect(first).toContain('u(color | gray)0.174');
    expect(first).toContain('The model leans on color');
    expect(first).toContain('beyond ±α = 0.01');
    expect(second).toContain('Resume');
  });

  it('shows the newest run where none is on', async () => {
    const finished = { state: 'finished' } as const;
    const old = syntheticRun({ ...finished, directory: 'old', name: 'old' });
    const sidebar = await open('sidebar');
    const newest = syntheticRun({ ...finished, name: 'newest' });
    const made = { ...newest.description, created: newest.description.created + 1 };
    await sidebar.say(show([old, { ...newest, description: made }], { isOurs: false }));
    expect(await sidebar.page.locator('.card h2').allTextContents()).toEqual(['newest']);
    expect(await sidebar.page.locator('main').textContent()).toContain('Nothing is training.');
    await sidebar.page.getByRole('button', { name: 'Open' }).click();
    expect((await sidebar.requests()).at(-1)).toMatchObject({ type: 'openPanel' });
  });

  it('follows the theme, live', async () => {
    const sidebar = await openWith(syntheticRun());
    const looks: string[] = [];
    for (const theme of kinds) {
      await sidebar.theme(theme);
      looks.push(
        await sidebar.page.evaluate<string>(`
          getComputedStyle(document.querySelector('.mini-chart .curve')).stroke +
            ' on ' + getComputedStyle(document.body).backgroundColor`),
      );
    }
    expect(looks).toEqual([
      'rgb(204, 204, 204) on rgb(24, 24, 24)',
      'rgb(59, 59, 59) on rgb(248, 248, 248)',
      'rgb(255, 255, 255) on rgb(0, 0, 0)',
      'rgb(41, 41, 41) on rgb(255, 255, 255)',
    ]);
  });

  it('grows', async () => {
    const sidebar = await openWith(syntheticRun());
    const path = sidebar.page.locator('.mini-chart .curve').first();
    const before = await path.getAttribute('d');
    await sidebar.say(
      { type: 'grow', growth: syntheticGrowth({}, 600, 700) },
      { type: 'live', live: syntheticLive({ steps: 700 }) },
    );
    expect(await sidebar.page.locator('.course').textContent()).toContain('step 700 of 2,000');
    expect(await path.getAttribute('d')).not.toBe(before);
  });

  it('keeps the form and the focus of a card while its run grows and others come', async () => {
    const run = syntheticRun();
    const sidebar = await openWith(run);
    await sidebar.page.getByRole('button', { name: 'Switch balancing…' }).click();
    const alpha = sidebar.page.getByRole('textbox', { name: 'α' });
    await alpha.fill('0.3');
    await sidebar.say({ type: 'grow', growth: syntheticGrowth({}, 600, 700) });
    await sidebar.say(show([syntheticRun({ directory: 'new', name: 'new' }), run]));
    expect(await alpha.inputValue()).toBe('0.3');
    await sidebar.page.getByRole('button', { name: 'Switch', exact: true }).click();
    expect((await sidebar.requests()).at(-1)).toMatchObject({
      type: 'balance',
      directory: run.directory,
      balancing: { strategy: 'guided', alpha: 0.3 },
    });
  });

  it('says how long ago the last step was, by the host’s clock', async () => {
    const run = syntheticRun();
    const { taken } = snapshotOf(run);
    const sidebar = await open('sidebar', { clock: taken + 3_600_000 });
    await sidebar.say(show([run]));
    expect(await sidebar.page.locator('.course').textContent()).not.toContain('ago');
    await sidebar.page.clock.fastForward(8_000);
    expect(await sidebar.page.locator('.course').textContent()).toMatch(
      /last step ([89]|1\d) s ago/,
    );
  });

  it.each([
    ['no-folder', 'Open folder', 'openFolder'],
    ['not-trusted', 'Manage workspace trust', 'manageTrust'],
    ['no-model-file', 'New model file', 'newModelFile'],
    ['no-run', 'Train', 'train'],
  ] as const)('welcomes with %s and the button that helps', async (why, name, type) => {
    const sidebar = await open('sidebar');
    await sidebar.say({ type: 'nothing', why, problem: null });
    await sidebar.page.getByRole('button', { name }).click();
    expect((await sidebar.requests()).at(-1)).toMatchObject({ type });
  });

  it('says why a run cannot be read, and shows the next', async () => {
    const sidebar = await open('sidebar');
    const problem = { code: 'run', what: 'run.json is damaged.', remedy: 'Delete it.' } as const;
    await sidebar.say({ type: 'nothing', why: 'unreadable', problem });
    expect(await sidebar.page.locator('main').textContent()).toContain('run.json is damaged.');
    await sidebar.say(show([syntheticRun()]));
    expect(await sidebar.page.locator('.card').count()).toBe(1);
    expect(await sidebar.page.locator('.welcome').count()).toBe(0);
  });

  it.each(['sidebar', 'panel'] as const)(
    'shows a hostile run as plain text in the %s',
    async (name) => {
      const page = await open(name);
      const hostile = syntheticRun({
        name: markup,
        modalities: [`gray${markup}`, `color${markup}`],
        text: markup,
        reason: markup,
        switched: 250,
      });
      await page.say(show([hostile]));
      const problem = { code: 'run', what: markup, remedy: markup } as const;
      await page.say({
        type: 'live',
        live: { ...syntheticLive({}), directory: hostile.directory, waiting: problem },
      });
      expect(await page.page.locator('main').textContent()).toContain(markup);
      if (name === 'panel') {
        for (const tab of ['Learning speed', 'Utilization', 'Run']) {
          await page.page.getByRole('tab', { name: tab }).click();
          await page.drawn();
          expect(await page.page.locator('vscode-panel-view:visible').textContent()).toContain(
            markup,
          );
        }
      }
      expect(await page.page.locator('img').count()).toBe(0);
      expect(await page.page.evaluate(`'hacked' in window`)).toBe(false);
    },
  );

  async function openWith(...runs: Parameters<typeof show>[0]): Promise<OpenedPage> {
    const sidebar = await open('sidebar', { width: 300 });
    await sidebar.say(show(runs));
    return sidebar;
  }
});
