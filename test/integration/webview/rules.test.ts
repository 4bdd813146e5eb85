import { expect, it } from 'vitest';
import { brokenRules } from '../../support/broken-rules.js';
import { syntheticInspection, syntheticLive, syntheticRun } from '../../support/synthetic-run.js';
import { themes, type ThemeKind } from '../../support/vscode-themes.js';
import { inChromium, show } from './in-chromium.js';
import { given, inspected, run, withGates } from './inspected-run.js';
import type { OpenedPage } from './opened-page.js';

const kinds = Object.keys(themes) as ThemeKind[];
const tabs = ['Overview', 'Learning speed', 'Utilization', 'Gates', 'Samples', 'Run'];
const problem = { code: 'run', what: 'It is damaged.', remedy: 'Mend it.' } as const;

inChromium('every page, in every theme, to the rules of axe', (open) => {
  it('breaks none on any tab of a run, with everything opened', async () => {
    const panel = await open('panel', { width: 900, answer: inspected });
    await panel.say(show([withGates]));
    await panel.say(
      { type: 'inspected', directory: run.directory, inspection: syntheticInspection() },
      { type: 'live', live: syntheticLive(given, { lastStep: 0 }) },
    );
    await panel.page.getByRole('button', { name: 'Switch balancing…' }).click();
    expect(await brokenOnTabs(panel, tabs)).toEqual([]);
  });

  it('breaks none on any tab of a run that shows nothing yet, of which somebody asks everything', async () => {
    const panel = await open('panel', { width: 900 });
    const begun = syntheticRun({ steps: 0 });
    await panel.say(show([begun], { checkpoints: [{ step: 0, best: false }] }, { steps: 0 }));
    await panel.page.getByRole('button', { name: 'Inspect…' }).click();
    expect(await brokenOnTabs(panel, tabs)).toEqual([]);
  });

  it('breaks none on any tab of a comparison', async () => {
    const panel = await open('panel', { width: 900 });
    const finished = syntheticRun({ directory: 'other', state: 'finished' });
    const other = { ...finished, description: { ...finished.description, id: '4d5e6f' } };
    await panel.say({
      ...show([withGates, other]),
      unreadable: [{ directory: 'damaged', problem }],
    });
    const shared = ['Comparison', ...tabs.filter((tab) => tab !== 'Samples')];
    expect(await brokenOnTabs(panel, shared)).toEqual([]);
  });

  it('breaks none where a training failed, waits, or stands still', async () => {
    const panel = await open('panel', { width: 420 });
    const failed = syntheticRun({ state: 'failed', reason: 'The disk is full.' });
    await panel.say(show([failed], { isOurs: false }));
    expect(await broken(panel, 'failed')).toEqual([]);
    await panel.say(show([syntheticRun({ state: 'paused' })], { waiting: problem }));
    expect(await broken(panel, 'waiting')).toEqual([]);
    await panel.say(show([run], { lastStep: 0, pending: 'stopping' }));
    expect(await broken(panel, 'still')).toEqual([]);
  });

  it.each(['panel', 'sidebar'] as const)('breaks none in a %s that shows no run', async (name) => {
    const page = await open(name, { width: 260 });
    const reasons = ['no-folder', 'not-trusted', 'no-model-file', 'no-run', 'deleted'] as const;
    for (const why of [...reasons, 'unreadable'] as const) {
      await page.say({ type: 'nothing', why, problem: why === 'unreadable' ? problem : null });
      expect(await broken(page, why)).toEqual([]);
    }
  });

  it('breaks none in a sidebar with runs', async () => {
    const sidebar = await open('sidebar', { width: 260 });
    const second = syntheticRun({ directory: 'second', state: 'paused' });
    await sidebar.say(show([run, second]));
    await sidebar.page.getByRole('button', { name: 'Switch balancing…' }).first().click();
    expect(await broken(sidebar, 'training')).toEqual([]);
    const finished = syntheticRun({ state: 'finished' });
    await sidebar.say(show([finished], { isOurs: false }));
    expect(await broken(sidebar, 'finished')).toEqual([]);
  });
});

/** What {@link broken} has on each tab, with everything on it opened. */
async function brokenOnTabs(panel: OpenedPage, names: readonly string[]): Promise<string[]> {
  const all: string[] = [];
  for (const tab of names) {
    await panel.page.getByRole('tab', { name: tab }).click();
    await panel.drawn();
    await panel.page.evaluate(
      `document.querySelectorAll('details').forEach((details) => { details.open = true; })`,
    );
    all.push(...(await broken(panel, tab)));
  }
  return all;
}

/** The rules that a page breaks as it is: all in one theme, and in the others what they can change. */
async function broken(page: OpenedPage, what: string): Promise<string[]> {
  const all: string[] = [];
  for (const kind of kinds) {
    await page.theme(kind);
    const rules = await brokenRules(page.page, kind === kinds[0] ? 'all' : 'of colours');
    all.push(...rules.map((rule) => `${what} in ${kind}: ${rule}`));
  }
  return all;
}
