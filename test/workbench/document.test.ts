import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { writeRun } from '../integration/support/written-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { oldestRelease } from './vscode/releases.js';
import { opened, sharedBrowser } from './window/opened.js';
import { storedEditors } from './window/stored-editors.js';
import { until } from './window/until.js';

const browser = sharedBrowser();
const kind = { modalities: ['gray', 'color'], steps: 400 } as const;

describe('a run as a document', () => {
  it('opens from the file tree, keeps tab and zoom over a reload, and can be read as text', async () => {
    // There before the window: the explorer has no eye on the folder before its watcher has begun.
    const files = temporaryFolder();
    const run = await writeRun(path.join(files, '.modality-lens/runs'), {
      ...kind,
      name: 'opened',
    });
    const { window } = await opened(browser(), {
      files,
      settings: { 'explorer.compactFolders': false },
    });
    const { page } = window;
    // Before the extension is known, the file is a text like any other.
    await until('the extension', () => window.offers('Modality Lens: Open Run'));
    await window.command('File: Focus on Files Explorer');
    for (const name of ['.modality-lens', 'runs', path.basename(run)]) {
      await window.expand(
        page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }),
      );
    }
    await window.openRun(
      page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'run.json' }),
    );
    const panel = window.panel();
    await panel.getByText('The gray branch loses').first().waitFor();
    // The oldest VS Code names the tab of a document by its folder, whatever the extension says.
    const { vscode } = inject('workbench').release;
    await window
      .tab(vscode === oldestRelease.vscode ? path.basename(run) : 'opened')
      .first()
      .waitFor();

    await panel.getByRole('tab', { name: 'Learning speed' }).click();
    const canvas = panel.locator('#learning-speed canvas').first();
    const canReset = panel.locator('vscode-button:not([disabled])', { hasText: 'Reset zoom' });
    await until('a chart that is zoomed', async (limit) => {
      await canvas.press('+', { timeout: limit });
      await canReset.waitFor({ timeout: limit });
      return true;
    });
    await until('what the page keeps, stored', async () =>
      /learning-speed.*zoom\W+first/s.test(await storedEditors(page)),
    );
    await window.reload();
    await panel
      .locator('vscode-panel-tab[aria-selected="true"]', { hasText: 'Learning speed' })
      .waitFor();
    await canReset.waitFor();

    await window.commandAndPick('View: Reopen Editor With...', 'Text Editor');
    await page.locator('.monaco-editor', { hasText: '"schemaVersion"' }).first().waitFor();
    expect(window.complaints).toEqual({ strayRequests: [], violations: [], errors: [] });
  });
});
