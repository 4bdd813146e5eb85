import { runsIn } from '../window/runs-in.js';
import { until } from '../window/until.js';
import { Walkthrough } from '../window/walkthrough.js';
import type { Window } from '../window/window.js';
import { modelFile } from './pictured-runs.js';
import type { Scene, View } from './scene.js';
import { themes } from './themes.js';

/** The tabs of a page, as its pictures are named. */
const tabs = ['Overview', 'Learning speed', 'Utilization', 'Gates', 'Samples', 'Run'];
const tabsOfComparison = ['Comparison', ...tabs.filter((tab) => tab !== 'Samples')];

/** Everything that is pictured, each from a window that has just been opened. */
export const views: Readonly<Record<string, View>> = {
  window: { take: pictureWindow },
  run: { take: pictureRun },
  comparison: { take: pictureComparison },
  'documentation-samples': { take: pictureSamplesForDocumentation },
  'documentation-comparison': { take: pictureComparisonForDocumentation },
  problems: { take: pictureProblems },
  lists: { take: pictureLists },
  guide: { take: pictureGuide },
  change: { take: pictureChangeOfTheme },
  live: { take: pictureLive },
  start: { take: (scene) => pictureStart(scene, 'start'), in: 'empty' },
  untrusted: { take: (scene) => pictureStart(scene, 'untrusted'), in: 'untrusted' },
};

/** The model file with its lenses, its newest run beside it, and the sidebar. */
async function pictureWindow({ window, camera, words }: Scene): Promise<void> {
  await window.openFile(modelFile);
  await window.openSideBar();
  await window.commandAndPick(words.command('command.openRun'), 'vanilla');
  await window.panel().locator('.state[data-state="finished"]').waitFor();
  await showsResults(window);
  await camera.window('window');
}

/** Every tab of a run. */
async function pictureRun(scene: Scene): Promise<void> {
  await openRun(scene);
  await hideSideBar(scene);
  await pictureTabs(scene, 'run', tabs);
}

/** The width of pages that the README shows. */
const inReadme = { documentation: 1010 };

async function pictureSamplesForDocumentation(scene: Scene): Promise<void> {
  const { window, camera } = scene;
  await openRun(scene);
  await hideSideBar(scene);
  await window.panel().getByRole('tab').nth(tabs.indexOf('Samples')).click();
  await camera.page('samples', inReadme);
}

async function pictureComparisonForDocumentation(scene: Scene): Promise<void> {
  await openComparison(scene);
  await scene.camera.page('comparison', inReadme);
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
  await until('the comparison', async (limit) => {
    await window.page.keyboard.press('Escape');
    await rows.first().click({ timeout: limit });
    await rows.last().click({ timeout: limit, modifiers: ['Shift'] });
    await rows.last().click({ timeout: limit, button: 'right' });
    await window.page.waitForTimeout(500);
    const entry = window.page.getByRole('menuitem', { name: words.of('command.compareRuns') });
    await entry.click({ timeout: limit });
    await window
      .tab(String(await rows.count()))
      .first()
      .waitFor({ timeout: 3 * limit });
    return true;
  });
  // A click on a row opens its run.
  await until('the comparison alone', async () => {
    await window.command('View: Close Other Editors in Group');
    await window.page.waitForTimeout(1_000);
    return window.panel().locator('#comparison table').first().isVisible();
  });
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
  const buttons = window.page.locator('.monaco-dialog-box .monaco-button');
  await buttons.last().waitFor();
  await camera.window('stop question');
  await buttons.last().click();
  await window.diagnostics().locator('.state[data-state="stopped"]').first().waitFor();
  await camera.window('stopped');
}

/** What the newest run found, in the Problems view, and the quick fixes of its line. */
async function pictureProblems({ window, camera, words }: Scene): Promise<void> {
  await window.openFile(modelFile);
  const problem = (await window.problems()).filter({ hasText: 'd_util' }).first();
  await problem.waitFor();
  await showsResults(window);
  const fixes = window.page.locator('.action-widget');
  await until('the quick fixes', async (limit) => {
    await window.page.keyboard.press('Escape');
    // Twice: to its line, and into the text.
    await problem.dblclick({ timeout: limit });
    await window.page.keyboard.press('Control+.');
    await fixes.locator('.monaco-list-row').first().waitFor({ timeout: limit });
    return true;
  });
  await camera.window('problems');
  await window.page.keyboard.press('Escape');
  await window.command(words.command('command.showBackends'));
  await window.picks().filter({ hasText: 'wasm' }).first().waitFor();
  await camera.window('backends');
}

/** A page that is open while the theme changes, to every other theme. */
async function pictureChangeOfTheme(scene: Scene): Promise<void> {
  const { server, window, camera } = scene;
  await openRun(scene);
  await window.panel().getByRole('tab').nth(tabs.indexOf('Learning speed')).click();
  for (const [name, { label, look }] of Object.entries(themes)) {
    await until(`the theme ${label}`, async (limit) => {
      await window.command('Preferences: Color Theme');
      await window.page.keyboard.type(label);
      await window.picks().filter({ hasText: label }).first().click({ timeout: limit });
      return true;
    });
    await window.page.locator(`.monaco-workbench.${look}`).waitFor();
    await camera.window(`changed to ${name}`);
  }
  await server.changeSettings({ 'workbench.colorTheme': themes[scene.theme].theme });
}

/** What a person sees first: a model file, and a side bar and pages that have nothing to show. */
async function pictureStart({ window, camera }: Scene, name: string): Promise<void> {
  await window.openFile(modelFile);
  await window.openSideBar();
  await window.welcome().first().waitFor();
  await window.diagnostics().locator('main :visible').first().waitFor();
  await camera.window(name);
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
    await window.page.locator('.quick-input-titlebar:visible').waitFor();
    await camera.window(`list ${command}`);
    await window.page.keyboard.press('Escape');
  }
  await window.page.keyboard.press('F1');
  await window.page.keyboard.type('Modality Lens');
  await window.page.waitForTimeout(1_000);
  await camera.window('list commands');
}

/** Settles when the lenses say what the newest run found. */
async function showsResults(window: Window): Promise<void> {
  await until('lenses with results', async () =>
    (await window.lensTexts()).some((text) => text.includes('u(color | gray)')),
  );
}

async function openRun({ window }: Scene): Promise<void> {
  await window.openSideBar();
  await window.openRun(window.runs().filter({ hasText: 'vanilla' }).first());
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
