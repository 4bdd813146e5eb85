import { expect, it } from 'vitest';
import { syntheticRun } from '../../support/synthetic-run.js';
import { inChromium, show } from './in-chromium.js';
import { inspected, run, withGates } from './inspected-run.js';
import type { OpenedPage } from './opened-page.js';

/** The most that a page of these tests has to stop at. */
const most = 150;

const named = (role: string, ...names: readonly string[]): string[] =>
  names.map((name) => `${role}: ${name}`);
const buttons = (...names: readonly string[]): string[] => named('vscode-button', ...names);
const choices = (...names: readonly string[]): string[] => named('combobox', ...names);
const tables = (...captions: readonly string[]): string[] => named('region', ...captions);
const numbers = 'summary: Numbers';

/** The stops of charts, each with what is below it. */
const charts = (...titles: readonly string[]): string[] =>
  titles.flatMap((title) => [
    ...named('button', `Save ${title} as PNG`, `Save ${title} as CSV`),
    ...named('application', `${title}; the table below has its numbers`),
    numbers,
  ]);

const ofTraining = ['Pause', 'Stop', 'Switch balancing…'];
const ofForm = [
  ...choices('Strategy'),
  ...named('vscode-text-field', 'α', 'Q'),
  ...buttons('Switch', 'Cancel'),
];
const ofMeasuring = choices('Checkpoint', 'Split');

/** What there is above the tabs of a run that trains here. */
const above = [
  ...buttons(...ofTraining, 'Inspect…', 'Export report', 'Open model file', 'Reveal folder'),
  ...ofForm,
];
const smoothed = named('checkbox', 'Smoothed');

/** What there is on each tab of a run; the tools of the charts are above the tabs. */
const onTabs: Readonly<Record<string, readonly string[]>> = {
  Overview: [numbers, ...charts('Training loss', 'Accuracy in evaluation')],
  'Learning speed': [
    ...charts('d_speed'),
    'summary: Null band',
    ...charts('s_k of each branch'),
    ...tables('Re-balancing steps'),
  ],
  Utilization: [
    ...ofMeasuring,
    ...choices('Cut by'),
    ...buttons('Inspect'),
    ...tables('What each prediction loses when a modality is cut off: measured by the run'),
    'summary: By class',
    ...charts('Conditional utilization rate during the run'),
  ],
  Gates: [
    ...ofMeasuring,
    ...buttons('Look at gates'),
    ...choices('Measured'),
    ...tables(
      'What the gates do, as means over their channels',
      'What freezing a branch’s gates makes of its accuracy, in percent; intervals: 95 %, over samples, for these weights',
    ),
    ...[1, 2].flatMap((module) =>
      ['gray', 'color'].flatMap((name) => [
        ...tables(`gate of ${name} in module ${String(module)}`),
        numbers,
      ]),
    ),
    ...[1, 2].flatMap((module) =>
      charts(
        `Gates of module ${String(module)}`,
        `Share of the other modality in module ${String(module)}`,
      ),
    ),
  ],
  Samples: [
    ...ofMeasuring,
    ...choices('Cut by'),
    ...buttons('Find samples'),
    ...choices('Measured', 'Prediction of', 'Without', 'Changed by the cut', 'Class'),
    ...tables('What the cut changes, of all samples'),
    ...named('ul', 'Samples; Page Up and Page Down turn the page'),
  ],
  Run: named('summary', 'Configuration', 'Events (17)'),
};

inChromium('the order of the focus, as docs/accessibility.md has it', (open) => {
  it.each(Object.entries(onTabs))('in a panel, with the tab %s open', async (tab, wanted) => {
    const panel = await open('panel', { width: 900, answer: inspected });
    await panel.say(show([withGates]));
    await panel.page.getByRole('button', { name: 'Switch balancing…' }).click();
    await panel.page.getByRole('tab', { name: tab }).click();
    await panel.drawn();
    const hasCharts = tab !== 'Samples' && tab !== 'Run';
    expect(await stops(panel)).toEqual([
      ...above,
      ...(hasCharts ? smoothed : []),
      ...named('tab', tab),
      ...wanted,
    ]);
  });

  it('in a comparison', async () => {
    const panel = await open('panel', { width: 900 });
    const finished = syntheticRun({ directory: 'other', state: 'finished' });
    const other = { ...finished, description: { ...finished.description, id: '4d5e6f' } };
    await panel.say(show([withGates, other]));
    const measured = 'Measured last by the runs themselves, on 1,024 of 2,000 validation samples';
    expect((await stops(panel)).slice(0, 11)).toEqual([
      ...smoothed,
      'tab: Comparison',
      ...choices('Split'),
      ...buttons('Measure anew'),
      ...tables(
        measured,
        `Over seeds, and differences paired by seed: ${measured}`,
        'How the runs went',
      ),
      ...charts('Training loss'),
    ]);
  });

  it('in a sidebar', async () => {
    const sidebar = await open('sidebar', { width: 260 });
    await sidebar.say(show([run, syntheticRun({ directory: 'second', state: 'paused' })]));
    await sidebar.page.getByRole('button', { name: 'Switch balancing…' }).first().click();
    expect(await stops(sidebar)).toEqual([
      ...buttons(...ofTraining, 'Open'),
      ...ofForm,
      ...buttons('Resume', 'Stop', 'Switch balancing…', 'Open'),
    ]);
  });
});

/** What Tab stops at from the top of a page to its end, by role and name. */
async function stops({ page }: OpenedPage): Promise<string[]> {
  await page.evaluate('document.body.tabIndex = -1; document.body.focus();');
  const reached: string[] = [];
  while (reached.length < most) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate<string>(`(() => {
      const { activeElement: element } = document;
      if (element === null || element === document.body) {
        return '';
      }
      const labels = (element.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean);
      const given = labels.map((id) => document.getElementById(id).textContent).join(' ');
      const name = element.getAttribute('aria-label') ?? (given || element.textContent.trim());
      return (element.getAttribute('role') ?? element.localName) + ': ' + name;
    })()`);
    if (stop === '') {
      break;
    }
    reached.push(stop);
  }
  return reached;
}
