import { expect, it } from 'vitest';
import type { RunSnapshot } from '../../../src/record/snapshot.js';
import type { Utilization } from '../../../src/record/utilization.js';
import { syntheticGrowth, syntheticInspection, syntheticRun } from '../../support/synthetic-run.js';
import { inChromium, show } from './in-chromium.js';
import type { OpenedPage } from './opened-page.js';

/** A run that has finished, of this strategy and seed; `accuracy` is what it measured of the model. */
function run(strategy: 'vanilla' | 'guided', seed: number, accuracy: number): RunSnapshot {
  const directory = `${strategy}-${String(seed)}`;
  const made = syntheticRun({ directory, state: 'finished' });
  const balancing =
    strategy === 'vanilla'
      ? { strategy }
      : ({ strategy, alpha: 0.01, window: 5, warmUpEpochs: 1 } as const);
  const ended: RunSnapshot = {
    ...made,
    description: { ...made.description, id: directory, seed, balancing },
    events: [
      ...made.events,
      { type: 'state', time: 0, step: 600, state: 'finished', reason: null },
    ],
  };
  return withUtilization(ended, {
    modelAccuracy: { value: accuracy, low: 0.822, high: 0.864, method: 'bootstrap' },
  });
}

/** A run whose own measurements are changed. */
function withUtilization(made: RunSnapshot, changed: Partial<Utilization>): RunSnapshot {
  return {
    ...made,
    events: made.events.map((event) =>
      event.type === 'utilization'
        ? { ...event, utilization: { ...event.utilization, ...changed } }
        : event,
    ),
  };
}

/** A run that has measured no utilization. */
function unmeasured(made: RunSnapshot): RunSnapshot {
  return { ...made, events: made.events.filter(({ type }) => type !== 'utilization') };
}

const four = [
  run('vanilla', 1, 0.6),
  run('vanilla', 2, 0.7),
  run('guided', 1, 0.7),
  run('guided', 2, 0.9),
];

inChromium('the comparison of runs', (open) => {
  it('puts numbers side by side, pools seeds, and pairs the difference by seed', async () => {
    const panel = await opened(four);
    const measured = tableOf(panel, 'Measured last by the runs themselves');
    expect(await measured.locator('thead th').allTextContents()).toEqual([
      'quantity',
      'A vanilla, seed 1',
      'A vanilla, seed 2',
      'B guided, seed 1',
      'B guided, seed 2',
    ]);
    expect(await cellsOf(measured, 'accuracy of the model')).toEqual([
      ...['60.0 [82.2, 86.4]', '70.0 [82.2, 86.4]', '70.0 [82.2, 86.4]', '90.0 [82.2, 86.4]'],
    ]);
    const seeds = tableOf(panel, 'Over seeds');
    expect(await seeds.locator('thead th').allTextContents()).toEqual([
      ...['quantity', 'A (2 seeds)', 'B (2 seeds)', 'B − A (2 seeds)'],
    ]);
    // Differences 10 and 20 points: 15 ± t(0.975, 1)·s/√2, s the standard deviation of the two.
    const [, , difference] = await cellsOf(seeds, 'accuracy of the model');
    expect(difference).toBe('15.0 [−48.5, 78.5]');
  });

  it('says how many runs are compared, and offers nothing that is done with one', async () => {
    const panel = await opened(four);
    expect(await panel.page.locator('h1').textContent()).toBe(
      'colored-and-gray-mnist: 4 runs compared',
    );
    expect(await panel.page.getByRole('button', { name: 'Reveal folder' }).count()).toBe(0);
  });

  it('says in which options the configurations differ', async () => {
    const panel = await opened(four);
    const options = tableOf(panel, 'Options in which the configurations differ');
    expect(await cellsOf(options, 'balancing.strategy')).toEqual(['"vanilla"', '"guided"']);
    expect(await cellsOf(options, 'balancing.alpha')).toEqual(['–', '0.01']);
  });

  it('draws one curve a run in every chart', async () => {
    const panel = await opened(four);
    for (const title of [
      ...['Training loss', 'Accuracy of the model in evaluation', 'd_speed', 'u(color | gray)'],
      ...['u(gray | color)', 'Training loss of the gray branch'],
    ]) {
      const keys = panel.chart(title).locator('.keys .key');
      expect({ title, keys: await keys.count() }).toEqual({ title, keys: 4 });
      expect(await panel.draws(title)).toBeGreaterThan(0);
    }
    const looks = await panel
      .chart('d_speed')
      .locator('.key svg')
      .evaluateAll((drawings) => drawings.map((drawing) => drawing.outerHTML));
    expect(new Set(looks).size).toBe(4);
  });

  it('shows a difference of one seed without an interval, and says why', async () => {
    const panel = await opened([four[0], four[2]]);
    const seeds = tableOf(panel, 'Over seeds');
    expect(await cellsOf(seeds, 'accuracy of the model')).toEqual(['10.0']);
    expect(await textOf(panel)).toContain('A difference of one seed has no interval');
  });

  it('says what does not compare: other data, an unfinished run, the same seed twice, a damaged one', async () => {
    const other = syntheticRun({ directory: 'other', text: 'elsewhere', state: 'finished' });
    const twin = run('vanilla', 1, 0.6);
    const runs = [
      four[0],
      { ...twin, directory: 'twin', description: { ...twin.description, id: 'twin' } },
      syntheticRun({ directory: 'live', steps: 300 }),
      other,
    ];
    const panel = await open('panel');
    const problem = { code: 'run', what: 'run.json is damaged.', remedy: 'Mend it.' } as const;
    await panel.say({ ...show(runs), unreadable: [{ directory: 'damaged', problem }] });
    const caveats = (await panel.page.locator('.caveats li').allTextContents()).join('\n');
    expect(caveats).toContain('damaged cannot be read. run.json is damaged. Mend it.');
    expect(caveats).toMatch(/cannot be compared with A vanilla.* Its classes are/);
    expect(caveats).toContain('over seeds only one of the two counts');
    expect(caveats).toContain('it has not finished');
  });

  it('leaves out what was measured on other samples, and what was not, and says so', async () => {
    const otherwise = withUtilization(four[1], { samples: 512 });
    const panel = await opened([four[0], otherwise, unmeasured(four[3])]);
    const measured = tableOf(panel, 'Measured last by the runs themselves');
    expect(await cellsOf(measured, 'accuracy of the model')).toEqual([
      ...['60.0 [82.2, 86.4]', '–', '–'],
    ]);
    const said = await panel.page.locator('#comparison ul.note li').allTextContents();
    expect(said).toEqual([
      'A vanilla, seed 2 was measured on 512 of 2,000 validation samples: its numbers do not stand beside these.',
      'B guided, seed 2 has no such measurement yet.',
    ]);
    expect(await tableOf(panel, 'Over seeds').count()).toBe(0);
  });

  it('counts a configuration and seed once, by the run that was measured', async () => {
    const twin = run('vanilla', 1, 0.65);
    const again = {
      ...twin,
      directory: 'again',
      description: { ...twin.description, id: 'again' },
    };
    const panel = await opened([unmeasured(four[0]), again, ...four.slice(1)]);
    const [a, , difference] = await cellsOf(tableOf(panel, 'Over seeds'), 'accuracy of the model');
    // Vanilla 65 and 70, guided 70 and 90: means 67.5 and, of the differences 5 and 20, 12.5.
    expect([a, difference].map((each) => each.split(' ')[0])).toEqual(['67.5', '12.5']);
  });

  it('of runs of other modalities, or with one that was deleted, shows what is left', async () => {
    const other = syntheticRun({
      ...{ directory: 'other', modalities: ['left', 'right'], state: 'finished' },
    });
    const panel = await opened([four[0], other]);
    const caveats = panel.page.locator('.caveats li');
    expect(await caveats.allTextContents()).toEqual([
      expect.stringMatching(/cannot be compared with A vanilla, seed 1\. Its modalities are left/),
    ]);
    expect(await tableOf(panel, 'How the runs went').locator('thead th').count()).toBe(2);
    expect(await panel.chart('u(left | right)').locator('.keys .key').count()).toBe(1);
    const problem = { code: 'run', what: 'It was deleted.', remedy: 'Take another.' } as const;
    await panel.say({ ...show([four[0]]), unreadable: [{ directory: 'other', problem }] });
    expect(await caveats.allTextContents()).toEqual([
      'other cannot be read. It was deleted. Take another.',
    ]);
    const measured = tableOf(panel, 'Measured last by the runs themselves');
    expect(await cellsOf(measured, 'accuracy of the model')).toEqual(['60.0 [82.2, 86.4]']);
    expect(await tableOf(panel, 'Over seeds').count()).toBe(0);
    expect(await panel.draws('Training loss')).toBeGreaterThan(0);
  });

  it('follows a run that trains, and what it gains is in its charts', async () => {
    const live = { directory: 'live', steps: 300 };
    const panel = await opened([four[0], syntheticRun(live)]);
    const course = tableOf(panel, 'How the runs went');
    expect((await cellsOf(course, 'training steps'))[1]).toBe('300');
    await panel.say({ type: 'grow', growth: syntheticGrowth(live, 300, 320) });
    expect((await cellsOf(course, 'training steps'))[1]).toBe('320');
  });

  it('measures every run anew on the same samples, and compares those numbers', async () => {
    const panel = await opened([four[0], four[2]]);
    await panel.page.getByRole('button', { name: 'Measure anew' }).click();
    await panel.drawn();
    const asked = (await panel.requests()).filter(({ type }) => type === 'inspect');
    const wanted = { checkpoint: 'last', split: 'test', cut: 'mean', references: [] };
    expect(asked).toEqual([
      expect.objectContaining({ ...wanted, directory: 'vanilla-1' }),
      expect.objectContaining({ ...wanted, directory: 'guided-1' }),
    ]);
    for (const [directory, accuracy] of [
      ['vanilla-1', 0.5],
      ['guided-1', 0.75],
    ] as const) {
      const inspection = syntheticInspection();
      const { utilization } = inspection;
      await panel.say({
        type: 'inspected',
        directory,
        inspection: {
          ...inspection,
          utilization: {
            ...{ ...utilization, cut: 'mean' },
            modelAccuracy: { value: accuracy, low: null, high: null, method: 'bootstrap' },
          },
        },
      });
    }
    const measured = tableOf(panel, 'Measured anew on');
    expect(await cellsOf(measured, 'accuracy of the model')).toEqual(['50.0', '75.0']);
    const seeds = tableOf(panel, 'Over seeds').first();
    expect(await cellsOf(seeds, 'accuracy of the model')).toEqual(['25.0']);
  });

  it.each([1200, 600])('fits into %i px', async (width) => {
    const panel = await open('panel', { width });
    await panel.say(show(four));
    const beyond = await panel.page.evaluate<number>(
      'document.documentElement.scrollWidth - window.innerWidth',
    );
    expect(beyond).toBeLessThanOrEqual(0);
  });

  async function opened(runs: readonly RunSnapshot[]): Promise<OpenedPage> {
    const panel = await open('panel');
    await panel.say(show(runs, { isOurs: false }));
    return panel;
  }
});

function tableOf({ page }: OpenedPage, caption: string) {
  return page
    .locator('#comparison table')
    .filter({ has: page.locator('caption', { hasText: caption }) });
}

/** The cells of the row of this name, its heading left out. */
async function cellsOf(table: ReturnType<typeof tableOf>, name: string): Promise<string[]> {
  const heading = table.page().getByRole('rowheader', { name, exact: true });
  const row = table.locator('tbody tr').filter({ has: heading });
  return row.locator('td').allTextContents();
}

async function textOf({ page }: OpenedPage): Promise<string> {
  return (await page.locator('#comparison').textContent()) ?? '';
}
