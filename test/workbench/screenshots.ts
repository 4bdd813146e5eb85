/**
 * `npm run screenshots`: pictures of the extension in a real VS Code, after a short run with and one without re-balancing
 * of the example, in every kind of theme. Written to the folder that is named on the command line, else to
 * `.cache/screenshots`.
 */
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { packExtension } from './pack-extension.js';
import { startBrowser } from './vscode/browser.js';
import { installedWorkbench } from './vscode/install.js';
import { Server } from './vscode/server.js';
import { writeTypes } from './write-types.js';
import { runsIn, stateOf } from './window/runs-in.js';
import { until } from './window/until.js';
import { Window } from './window/window.js';

/** Each kind of theme: what it is called in the settings, and the class of a window that has it. */
const themes = {
  dark: { theme: 'Default Dark Modern', look: 'vs-dark' },
  light: { theme: 'Default Light Modern', look: 'vs' },
  'high-contrast': { theme: 'Default High Contrast', look: 'hc-black' },
  'high-contrast-light': { theme: 'Default High Contrast Light', look: 'hc-light' },
};

const tabs = ['Overview', 'Learning speed', 'Utilization', 'Run'];

/** How long a training may take, milliseconds. */
const patience = 15 * 60_000;

async function main(): Promise<void> {
  const folder = path.resolve(process.argv[2] ?? '.cache/screenshots');
  await mkdir(folder, { recursive: true });
  const server = await Server.start({
    workbench: await installedWorkbench(),
    extension: packExtension(),
    files: { 'colored-and-gray-mnist.multimodal.ts': await shortExample() },
    settings: {
      'workbench.colorTheme': themes.dark.theme,
      'window.autoDetectColorScheme': false,
      'modalityLens.warmUpEpochs': 1,
    },
  });
  await writeTypes(server.profile.workspace);
  const browser = await startBrowser();
  try {
    const window = await Window.open(browser, server);
    await train(window, server);
    for (const [name, { theme, look }] of Object.entries(themes)) {
      await server.changeSettings({ 'workbench.colorTheme': theme });
      await window.reload();
      await window.page.locator(`.monaco-workbench.${look}`).waitFor();
      for (const tab of tabs) {
        await window.panel().getByRole('tab', { name: tab }).click();
        await window.page.mouse.move(0, 0);
        await window.page.waitForTimeout(1_500);
        const file = path.join(folder, `${name}-${tab.toLowerCase().replace(' ', '-')}.png`);
        await window.page.screenshot({ path: file });
      }
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  console.log(`The pictures are in ${folder}.`);
}

/** The example with fewer digits and epochs: a run of minutes. */
async function shortExample(): Promise<string> {
  const example = path.resolve(
    import.meta.dirname,
    '../../examples/colored-and-gray-mnist.multimodal.ts',
  );
  const text = await readFile(example, 'utf8');
  return text
    .replace(`{ source: 'drawn' }`, `{ source: 'drawn', train: 1600, validation: 600, test: 300 }`)
    .replaceAll('[16, 32, 64, 64]', '[8, 16, 16, 16]')
    .replace('epochs: 16', 'epochs: 6')
    .replace('every: 4', 'every: 2');
}

/** Trains as the example says, and leaves its lenses, its panel and the sidebar in view. */
async function train(window: Window, server: Server): Promise<void> {
  await window.openFile('colored-and-gray-mnist.multimodal.ts');
  await window.openSideBar();
  await window.command('Modality Lens: Train');
  const directory = await until('a run', async () => (await runsIn(server))[0]);
  const ended = async (): Promise<boolean> => (await stateOf(directory)) === 'finished';
  await until('its end', ended, patience);
  await window.panel().locator('.state[data-state="finished"]').waitFor();
  await window.command('View: Focus First Editor Group');
  await window.page.keyboard.press('Control+G');
  await window.page.keyboard.type(':34');
  await window.page.keyboard.press('Enter');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
