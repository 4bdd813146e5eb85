import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { tinyModel, Workplace } from '../integration/support/command-line.js';
import { opened, sharedBrowser } from './window/opened.js';
import { storedEditors } from './window/stored-editors.js';
import { until } from './window/until.js';

const browser = sharedBrowser();
const place = await Workplace.create();

interface Estimate {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

interface Comparison {
  readonly runs: readonly {
    readonly name: string;
    readonly inspection: { readonly utilization: { readonly modelAccuracy: Estimate } };
  }[];
}

describe('two runs', () => {
  it('selected in the tree are compared, with the numbers of the command line, also after a reload', async () => {
    const { server, window } = await opened(browser());
    const folder = path.join(server.profile.workspace, '.modality-lens/runs');
    await place.write('tiny.multimodal.ts', tinyModel());
    const runs: string[] = [];
    for (const balancing of ['vanilla', 'guided']) {
      const options = ['--backend', 'wasm', '--max-steps', '3', '--balancing', balancing];
      runs.push((await place.train('tiny.multimodal.ts', '--runs', folder, ...options)).run);
    }
    const { page } = window;
    await window.openSideBar();
    await window.command('Modality Lens: Refresh Runs');
    const row = (name: string) => window.runs().filter({ hasText: name }).first();
    await until('the comparison', async (limit) => {
      await page.keyboard.press('Escape');
      await row('vanilla').click();
      await row('guided').click({ modifiers: ['ControlOrMeta'] });
      await row('guided').click({ button: 'right' });
      await page.waitForTimeout(500);
      await page.getByRole('menuitem', { name: 'Compare Runs…' }).click({ timeout: limit });
      await window.tab('2 runs').first().waitFor({ timeout: limit });
      return true;
    });
    const panel = window.panel();
    await panel.getByRole('button', { name: 'Measure anew' }).click();
    const measured = panel
      .locator('#comparison table')
      .filter({ has: panel.locator('caption', { hasText: 'Measured anew on' }) });
    const names = measured.locator('thead th');
    const cells = measured
      .locator('tbody tr')
      .filter({ hasText: 'accuracy of the model' })
      .locator('td');
    await until('both measured', async () => {
      const texts = await cells.allTextContents();
      return texts.length === 2 && texts.every((text) => text !== '–');
    });

    // As the page has them: in the order in which they were selected.
    const shown = (await names.allTextContents()).slice(1);
    const ordered = shown[0].includes('vanilla') ? runs : runs.toReversed();
    const { stdout } = await place.run('compare', '--json', '--backend', 'wasm', ...ordered);
    const compared = (JSON.parse(stdout) as Comparison).runs;
    expect(shown).toEqual(compared.map(({ name }) => name));
    expect(await cells.allTextContents()).toEqual(
      compared.map(({ inspection: { utilization } }) => inWords(utilization.modelAccuracy)),
    );

    await panel.getByRole('tab', { name: 'Overview' }).click();
    await until('what the page keeps, stored', async () =>
      /\btab\W+overview/.test(await storedEditors(page)),
    );
    await window.reload();
    await panel
      .locator('vscode-panel-tab[aria-selected="true"]', { hasText: 'Overview' })
      .waitFor();
    await panel.locator('#overview h3').filter({ hasText: 'guided' }).first().waitFor();
    expect(window.complaints).toEqual({ strayRequests: [], violations: [], errors: [] });
  });
});

function inWords({ value, low, high }: Estimate): string {
  const [share, from, to] = [value, low, high].map((each) => (100 * (each ?? 0)).toFixed(1));
  return `${share} [${from}, ${to}]`;
}
