import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { writeRun } from '../integration/support/written-run.js';
import { opened, sharedBrowser } from './window/opened.js';
import { until } from './window/until.js';

const browser = sharedBrowser();

it('a run is deleted only after it was confirmed, and its panel says that it is gone', async () => {
  const { server, window } = await opened(browser());
  const folder = path.join(server.profile.workspace, '.modality-lens/runs');
  const run = await writeRun(folder, { modalities: ['gray', 'color'], name: 'one', steps: 20 });
  await window.openSideBar();
  await window.command('Modality Lens: Refresh Runs');
  const row = window.runs().filter({ hasText: 'vanilla' }).first();
  await window.openRun(row);
  await window.panel().getByText('The gray branch loses').first().waitFor();
  // A menu that has just opened takes no click: where no question comes, open it again.
  const askToDelete = (): Promise<boolean> =>
    until('the question', async (limit) => {
      await window.page.keyboard.press('Escape');
      await row.click({ button: 'right' });
      await window.page.waitForTimeout(500);
      await window.page.getByRole('menuitem', { name: 'Delete Run' }).click({ timeout: limit });
      await window.dialogButton('Move to Trash').waitFor({ timeout: limit });
      return true;
    });

  await askToDelete();
  await window.dialogButton('Cancel').click();
  expect(existsSync(run)).toBe(true);

  await askToDelete();
  await window.dialogButton('Move to Trash').click();
  // This machine has no trash: that is said, and nothing is deleted unasked.
  await window.dialogButton('Delete for Good').waitFor();
  expect(existsSync(run)).toBe(true);
  await window.dialogButton('Delete for Good').click();
  await until('the end of the folder', () => !existsSync(run));
  await window.panel().getByText('The run is gone').waitFor();
  await window.welcome().first().waitFor();
});
