import { expect, it } from 'vitest';
import type { RunState } from '../../../src/record/event.js';
import type { LiveStatus } from '../../../src/record/page-message.js';
import { syntheticLive, syntheticRun } from '../../support/synthetic-run.js';
import { inChromium, show } from './in-chromium.js';
import type { OpenedPage } from './opened-page.js';

const run = syntheticRun();
const { directory } = run;

inChromium('what a person asks for in the panel', (open) => {
  it.each([
    ['Pause', { type: 'pause' }],
    ['Stop', { type: 'stop' }],
    ['Export report', { type: 'exportReport' }],
    ['Open model file', { type: 'openModelFile' }],
    ['Reveal folder', { type: 'reveal' }],
  ])('%s is asked of the run', async (name, wanted) => {
    const panel = await openPanel();
    await press(panel, name);
    expect((await panel.requests()).at(-1)).toMatchObject({ ...wanted, directory });
  });

  it('resumes a paused run with the button that paused it', async () => {
    const panel = await openPanel();
    await press(panel, 'Pause');
    await panel.say(show([syntheticRun({ state: 'paused' })]));
    await panel.page.keyboard.press('Enter');
    expect((await panel.requests()).at(-1)).toMatchObject({ type: 'resume', directory });
  });

  it('stops at once in a second step', async () => {
    const panel = await openPanel();
    await press(panel, 'Stop');
    await panel.say({ type: 'live', live: syntheticLive({}, { pending: 'stopping' }) });
    await press(panel, 'Stop at once');
    expect((await panel.requests()).at(-1)).toMatchObject({ type: 'stopAtOnce', directory });
  });

  it('takes up a run that was stopped, and no other', async () => {
    const panel = await openPanel();
    await panel.say(show([syntheticRun({ state: 'stopped' })], { isOurs: false }));
    await press(panel, 'Continue');
    expect((await panel.requests()).at(-1)).toMatchObject({ type: 'continue', directory });
    const others: [RunState, Partial<LiveStatus>][] = [
      ['finished', {}],
      ['stopped', { isWrittenElsewhere: true }],
      ['stopped', { checkpoints: [] }],
    ];
    for (const [state, changed] of others) {
      await panel.say(show([syntheticRun({ state })], { isOurs: false, ...changed }));
      expect(await button(panel, 'Continue').isVisible()).toBe(false);
    }
  });

  it('offers nothing that holds or ends the run of another window', async () => {
    const panel = await openPanel();
    await panel.say(show([run], { isOurs: false, isWrittenElsewhere: true }));
    for (const name of ['Pause', 'Stop', 'Switch balancing…', 'Continue']) {
      expect(await button(panel, name).isVisible()).toBe(false);
    }
    expect(await panel.page.locator('.state').textContent()).toBe('training elsewhere');
  });

  it('switches balancing with α and Q, once they are numbers that fit', async () => {
    const panel = await openPanel();
    await press(panel, 'Switch balancing…');
    const [alpha, window] = [field(panel, 'α'), field(panel, 'Q')];
    expect(await alpha.inputValue()).toBe('0.01');
    await alpha.fill('much');
    await window.fill('2.5');
    await press(panel, 'Switch');
    expect(await panel.page.locator('.complaint').allTextContents()).toEqual(
      expect.arrayContaining([
        'α has to be a finite number of at least 0.',
        'Q has to be a whole number of steps, at least 1.',
      ]),
    );
    expect((await panel.requests()).at(-1)?.type).toBe('ready');
    await alpha.fill('0.05');
    await window.fill('3');
    await press(panel, 'Switch');
    expect((await panel.requests()).at(-1)).toMatchObject({
      type: 'balance',
      directory,
      balancing: { strategy: 'guided', alpha: 0.05, window: 3, warmUpEpochs: 1 },
    });
    await panel.drawn();
    expect(await panel.page.locator('.controls form').count()).toBe(0);
  });

  it.each([
    ['vanilla', { strategy: 'vanilla' }],
    ['random', { strategy: 'random', share: null, weights: null, warmUpEpochs: 1 }],
  ])('switches to %s', async (strategy, balancing) => {
    const panel = await openPanel();
    await press(panel, 'Switch balancing…');
    await choose(panel, 'Strategy', strategy);
    await press(panel, 'Switch');
    expect((await panel.requests()).at(-1)).toMatchObject({ type: 'balance', balancing });
  });

  it('begins the form with what the settings prefer', async () => {
    const panel = await openPanel();
    await panel.say({ ...show([run]), preferred: { alpha: 0.2, window: 9, warmUpEpochs: 0 } });
    await press(panel, 'Switch balancing…');
    expect(await field(panel, 'α').inputValue()).toBe('0.2');
    await press(panel, 'Switch');
    expect((await panel.requests()).at(-1)).toMatchObject({
      balancing: { alpha: 0.2, window: 9, warmUpEpochs: 0 },
    });
  });

  it('lets the warm-up be changed as long as the run is in its first epoch', async () => {
    const panel = await openPanel();
    await press(panel, 'Switch balancing…');
    expect(await field(panel, 'Warm-up epochs').isVisible()).toBe(false);
    const events = run.events.filter(({ type }) => type !== 'epoch');
    await panel.say(show([{ ...run, directory: 'new', events }]));
    await press(panel, 'Switch balancing…');
    await field(panel, 'Warm-up epochs').fill('3');
    await press(panel, 'Switch');
    expect((await panel.requests()).at(-1)).toMatchObject({
      balancing: { strategy: 'guided', warmUpEpochs: 3 },
    });
    await press(panel, 'Switch balancing…');
    await choose(panel, 'Strategy', 'vanilla');
    expect(await field(panel, 'Warm-up epochs').isVisible()).toBe(false);
  });

  it('inspects the checkpoint, split and cut that were chosen', async () => {
    const panel = await openPanel();
    await press(panel, 'Inspect…');
    await choose(panel, 'Checkpoint', 'step 500 (best)');
    await choose(panel, 'Split', 'test');
    await choose(panel, 'Cut by', 'permute');
    await press(panel, 'Inspect');
    expect((await panel.requests()).at(-1)).toMatchObject({
      type: 'inspect',
      directory,
      checkpoint: 500,
      split: 'test',
      cut: 'permute',
    });
  });

  it('says what went wrong beside the buttons, and forgets it with the next request', async () => {
    const panel = await openPanel(false);
    await press(panel, 'Pause');
    const { id } = await panel.request('pause');
    const message = panel.page.locator('.controls .message');
    expect(await message.textContent()).toBe('Pausing…');
    await panel.answer(id, 'The training has ended.');
    expect(await message.textContent()).toBe('The training has ended. Try another way.');
    await press(panel, 'Stop');
    await panel.answer((await panel.request('stop')).id);
    expect(await message.isVisible()).toBe(false);
  });

  it('says so where no answer comes', async () => {
    const panel = await openPanel(false, 0);
    await press(panel, 'Pause');
    await panel.request('pause');
    await panel.page.clock.fastForward(31_000);
    expect(await panel.page.locator('.controls .message').textContent()).toContain(
      'The editor has not answered for 30 seconds.',
    );
  });

  it('offers to ask again where nobody answers at the beginning', async () => {
    const panel = await open('panel', { isAnswered: false, clock: 0 });
    await panel.page.clock.fastForward(21_000);
    await press(panel, 'Try again');
    const { id } = (await panel.requests())[1];
    expect(await panel.page.locator('main').textContent()).toContain('Loading…');
    await panel.say(show([run]));
    await panel.answer(id);
    expect(await panel.page.locator('h1').textContent()).toBe('colored-and-gray-mnist');
  });

  it('says so where a message is not what was agreed on, and goes on', async () => {
    const panel = await openPanel();
    await panel.page.evaluate(
      `window.postMessage({ type: 'grow', growth: { steps: 'many' } }, '*')`,
    );
    await panel.drawn();
    expect(await panel.page.locator('.message').first().textContent()).toContain(
      'does not understand',
    );
    await panel.say(show([syntheticRun({ steps: 700 })]));
    expect(await panel.page.locator('.course').textContent()).toContain('step 700');
  });

  async function openPanel(isAnswered = true, clock?: number): Promise<OpenedPage> {
    const panel = await open('panel', clock === undefined ? {} : { clock });
    await panel.say(show([run]));
    await panel.page.evaluate(`window.isAnswered = ${String(isAnswered)}`);
    return panel;
  }
});

function button({ page }: OpenedPage, name: string) {
  return page.getByRole('button', { name, exact: true });
}

async function press(panel: OpenedPage, name: string): Promise<void> {
  await button(panel, name).click();
  await panel.drawn();
}

function field({ page }: OpenedPage, name: string) {
  return page.getByRole('textbox', { name, exact: true });
}

async function choose(panel: OpenedPage, name: string, option: string): Promise<void> {
  const list = panel.page.getByRole('combobox', { name, exact: true });
  await list.click();
  await list.getByRole('option', { name: option, exact: true }).click();
}
