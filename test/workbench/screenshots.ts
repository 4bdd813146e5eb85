/**
 * `npm run screenshots`: pictures of the extension in a real VS Code, after short runs of the example with and without
 * re-balancing: every tab of a run that is opened by its `run.json`, the comparison and the walkthrough, in every kind of
 * theme. Written to the folder that is named on the command line, else to `.cache/screenshots`.
 */
import { execFile } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { packExtension } from './pack-extension.js';
import { startBrowser } from './vscode/browser.js';
import { installedWorkbench } from './vscode/install.js';
import { Server } from './vscode/server.js';
import { writeTypes } from './write-types.js';
import { runsIn } from './window/runs-in.js';
import { until } from './window/until.js';
import { Walkthrough } from './window/walkthrough.js';
import { Window } from './window/window.js';

/** Each kind of theme: what it is called in the settings, and the class of a window that has it. */
const themes = {
  dark: { theme: 'Default Dark Modern', look: 'vs-dark' },
  light: { theme: 'Default Light Modern', look: 'vs' },
  'high-contrast': { theme: 'Default High Contrast', look: 'hc-black' },
  'high-contrast-light': { theme: 'Default High Contrast Light', look: 'hc-light' },
};

const tabs = ['Overview', 'Learning speed', 'Utilization', 'Gates', 'Samples', 'Run'];
const modelFile = 'colored-and-gray-mnist.multimodal.ts';

/** Takes a picture of the window, by this name. */
type TakePicture = (of: string) => Promise<void>;

async function main(): Promise<void> {
  const folder = path.resolve(process.argv[2] ?? '.cache/screenshots');
  await mkdir(folder, { recursive: true });
  const server = await Server.start({
    workbench: await installedWorkbench(),
    extension: packExtension(),
    files: { [modelFile]: await shortExample() },
    settings: {
      'workbench.colorTheme': themes.dark.theme,
      'window.autoDetectColorScheme': false,
    },
  });
  await writeTypes(server.profile.workspace);
  await train(server);
  const browser = await startBrowser();
  try {
    const window = await Window.open(browser, server);
    for (const [name, { theme, look }] of Object.entries(themes)) {
      await server.changeSettings({ 'workbench.colorTheme': theme });
      await window.reload();
      await window.page.locator(`.monaco-workbench.${look}`).waitFor();
      const picture: TakePicture = (of) =>
        takePicture(window, path.join(folder, `${name}-${inFileName(of)}.png`));
      await openRun(window);
      await pictureTabs(window, picture);
      await openComparison(window);
      await picture('Comparison');
      if (look.startsWith('vs')) {
        await pictureGuide(await Walkthrough.open(window), picture);
      }
      await window.command('View: Close All Editors');
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  console.log(`The pictures are in ${folder}.`);
}

/** The example with fewer digits and epochs: a run of a minute. */
async function shortExample(): Promise<string> {
  const text = await readFile(
    path.resolve(import.meta.dirname, '../../examples', modelFile),
    'utf8',
  );
  return text
    .replace(`{ source: 'drawn' }`, `{ source: 'drawn', train: 1600, validation: 600, test: 300 }`)
    .replaceAll('[16, 32, 64, 64]', '[8, 16, 16, 16]')
    .replace('epochs: 16', 'epochs: 6')
    .replace('every: 4', 'every: 2');
}

/** Trains as the example is, and re-balanced; and looks at samples and gates of the first. */
async function train(server: Server): Promise<void> {
  const { workspace } = server.profile;
  const script = path.resolve(import.meta.dirname, '../../dist/cli.js');
  const call = (...parameters: string[]) =>
    promisify(execFile)(process.execPath, [script, ...parameters], { cwd: workspace });
  for (const balancing of ['guided', 'vanilla']) {
    await call('train', modelFile, '--backend', 'wasm', '--balancing', balancing);
  }
  const newest = (await runsIn(server)).at(-1) ?? '';
  await call('inspect', newest, '--samples', '--gates', '--checkpoint', 'last', '--split', 'test');
}

/** Shows the model file with its lenses, its newest run beside it, and the sidebar. */
async function openRun(window: Window): Promise<void> {
  await window.openFile(modelFile);
  await window.openSideBar();
  await window.page.keyboard.press('Control+G');
  await window.page.keyboard.type(':34');
  await window.page.keyboard.press('Enter');
  await window.commandAndPick('Modality Lens: Open Run', 'vanilla');
  await window.panel().locator('.state[data-state="finished"]').waitFor();
}

async function pictureTabs(window: Window, picture: TakePicture): Promise<void> {
  for (const tab of tabs) {
    await window.panel().getByRole('tab', { name: tab }).click();
    await picture(tab);
  }
}

async function openComparison(window: Window): Promise<void> {
  const row = (name: string) => window.runs().filter({ hasText: name }).first();
  await until('the comparison', async () => {
    await row('vanilla').click();
    await row('guided').click({ modifiers: ['ControlOrMeta'] });
    await row('guided').click({ button: 'right' });
    await window.page.waitForTimeout(500);
    await window.page.getByRole('menuitem', { name: 'Compare Runs…' }).click({ timeout: 3_000 });
    await window.tab('2 runs').first().waitFor({ timeout: 5_000 });
    return true;
  });
  await window.panel().locator('#comparison table').first().waitFor();
}

async function pictureGuide(guide: Walkthrough, picture: TakePicture): Promise<void> {
  for (const title of await guide.titles()) {
    await guide.expand(title);
    await picture(`guide ${title}`);
  }
}

/** Of the window, and of the page in front alone, which is what documents show. */
async function takePicture({ page }: Window, file: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1_500);
  await page.screenshot({ path: file });
  const shown = page.locator('iframe.webview.ready:not([src*="purpose=webviewView"])').last();
  const clip = (await shown.count()) === 0 ? null : await shown.boundingBox();
  if (clip !== null) {
    await page.screenshot({ path: file.replace('.png', '-page.png'), clip });
  }
}

function inFileName(words: string): string {
  return words.toLowerCase().replaceAll(' ', '-');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
