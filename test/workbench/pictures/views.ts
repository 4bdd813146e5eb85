import type { Server } from '../vscode/server.js';
import { runsIn } from '../window/runs-in.js';
import { until } from '../window/until.js';
import { Walkthrough } from '../window/walkthrough.js';
import type { Window } from '../window/window.js';
import type { Camera } from './camera.js';
import { modelFile } from './pictured-runs.js';
import type { Words } from './words.js';

/** What a view is pictured with. */
export interface Scene {
  readonly server: Server;
  readonly window: Window;
  readonly camera: Camera;
  /** What the extension's commands are called in the language of the window. */
  readonly words: Words;
}

/** The tabs of a page, as its pictures are named. */
const tabs = ['Overview', 'Learning speed', 'Utilization', 'Gates', 'Samples', 'Run'];
const tabsOfComparison = ['Comparison', ...tabs.filter((tab) => tab !== 'Samples')];

/** Everything that is pictured, each from a window that has just been opened. */
export const views: Readonly<Record<string, (scene: Scene) => Promise<void>>> = {
  window: pictureWindow,
  run: pictureRun,
  comparison: pictureComparison,
  documentation: pictureForDocumentation,
  live: pictureLive,
  guide: pictureGuide,
  lists: pictureLists,
};

/** The model file with its lenses, its newest run beside it, and the sidebar. */
async function pictureWindow({ window, camera, words }: Scene): Promise<void> {
  await window.openFile(modelFile);
  await window.page.keyboard.press('Control+G');
  await window.page.keyboard.type(':34');
  await window.page.keyboard.press('Enter');
  await window.openSideBar();
  await window.commandAndPick(words.command('command.openRun'), 'vanilla');
  await window.panel().locator('.state[data-state="finished"]').waitFor();
  await window.lenses().first().waitFor();
  await camera.window('window');
}

/** Every tab of a run. */
async function pictureRun(scene: Scene): Promise<void> {
  await openRun(scene);
  await hideSideBar(scene);
  await pictureTabs(scene, 'run', tabs);
}

/** What the README shows, at the width that it has there. */
async function pictureForDocumentation(scene: Scene): Promise<void> {
  const { window, camera } = scene;
  const at = { documentation: 1010 };
  await openRun(scene);
  await hideSideBar(scene);
  await window.panel().getByRole('tab').nth(tabs.indexOf('Samples')).click();
  await camera.page('samples', at);
  await openComparison(scene);
  await camera.page('comparison', at);
}

/** Every tab of runs that are compared. */
async function pictureComparison(scene: Scene): Promise<void> {
  await openComparison(scene);
  await pictureTabs(scene, 'comparison', tabsOfComparison);
}

async function openComparison(scene: Scene): Promise<void> {
  const { window, words } = scene;
  await window.openSideBar();
  await window.runs().filter({ hasText: 'vanilla' }).first().waitFor();
  const rows = window.runs().filter({ hasText: /vanilla|guided/ });
  await until('the comparison', async () => {
    await rows.first().click();
    await rows.last().click({ modifiers: ['Shift'] });
    await rows.last().click({ button: 'right' });
    await window.page.waitForTimeout(500);
    const entry = window.page.getByRole('menuitem', { name: words.of('command.compareRuns') });
    await entry.click({ timeout: 3_000 });
    await window
      .tab(String(await rows.count()))
      .first()
      .waitFor({ timeout: 8_000 });
    return true;
  });
  // A click on a row opens its run.
  await window.command('View: Close Other Editors in Group');
  await window.panel().locator('#comparison table').first().waitFor();
  await hideSideBar(scene);
}

/** A training that goes on, in panel and sidebar, the form of its balancing, and what the lenses say. */
async function pictureLive({ server, window, camera, words }: Scene): Promise<void> {
  const before = (await runsIn(server)).length;
  await window.openFile(modelFile);
  await window.openSideBar();
  await window.command(words.command('command.trainWithRebalancing'));
  await until('a run', async () => (await runsIn(server)).length > before);
  await window.panel().locator('.state[data-state="training"]').waitFor();
  await window.page.waitForTimeout(8_000);
  await camera.window('live');
  await window.command(words.command('command.stopAtOnce'));
  await window.diagnostics().locator('.state:not([data-state="training"])').first().waitFor();
  await camera.window('stopped');
}

/** Every step of the walkthrough. */
async function pictureGuide({ window, camera, words }: Scene): Promise<void> {
  const guide = await Walkthrough.open(window, words.of('guide.title'));
  for (const [place, title] of (await guide.titles()).entries()) {
    await guide.expand(title);
    await window.page.waitForTimeout(1_000);
    await camera.window(`guide ${String(place + 1)}`);
  }
}

/** What the commands that ask offer. */
async function pictureLists({ window, camera, words }: Scene): Promise<void> {
  await window.openFile(modelFile);
  for (const command of ['setUpBackend', 'setAlpha', 'inspectSamples', 'openRun']) {
    await window.command(words.command(`command.${command}`));
    await window.page.waitForTimeout(2_500);
    await camera.window(`list ${command}`);
    await window.page.keyboard.press('Escape');
  }
  await window.page.keyboard.press('F1');
  await window.page.keyboard.type('Modality Lens');
  await window.page.waitForTimeout(1_000);
  await camera.window('list commands');
}

async function openRun({ window }: Scene): Promise<void> {
  await window.openSideBar();
  await window.runs().filter({ hasText: 'vanilla' }).first().click();
  await window.panel().locator('.state[data-state="finished"]').waitFor();
}

/** Also on the other side: a page alone is as wide as its window. */
async function hideSideBar({ window }: Scene): Promise<void> {
  const sideBar = window.page.locator('.part.sidebar');
  await until('a page alone', async () => {
    if (await sideBar.isVisible()) {
      await window.page.keyboard.press('Control+B');
      await window.page.waitForTimeout(500);
    }
    return !(await sideBar.isVisible());
  });
}

async function pictureTabs(
  { window, camera }: Scene,
  of: string,
  names: readonly string[],
): Promise<void> {
  for (const [place, name] of names.entries()) {
    await window.panel().getByRole('tab').nth(place).click();
    await window.page.waitForTimeout(500);
    await camera.page(`${of} ${name}`);
  }
}
