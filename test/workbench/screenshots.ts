/**
 * `npm run screenshots`: pictures of the extension in a real VS Code, of runs of the example with and without
 * re-balancing, in every kind of theme; written to `.cache/screenshots`. `npm run screenshots -- --views run,guide
 * --themes dark,light --language de --out FOLDER` takes some of them. What was trained for them is kept.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from 'playwright-core';
import { packExtension } from './pack-extension.js';
import { Camera } from './pictures/camera.js';
import { choicesOf, type Choices } from './pictures/choices.js';
import { copyRuns, modelFile, picturedRuns, shortExample } from './pictures/pictured-runs.js';
import { themes, type ThemeName } from './pictures/themes.js';
import { views } from './pictures/views.js';
import { Words } from './pictures/words.js';
import { startBrowser } from './vscode/browser.js';
import { installedWorkbench } from './vscode/install.js';
import { Server } from './vscode/server.js';
import { writeTypes } from './write-types.js';
import { Window } from './window/window.js';

async function main(): Promise<void> {
  const choices = choicesOf(process.argv.slice(2));
  await mkdir(choices.folder, { recursive: true });
  const runs = await picturedRuns();
  const extension = packExtension();
  const browser = await startBrowser();
  try {
    for (const theme of choices.themes) {
      await pictureTheme(browser, { choices, theme, runs, extension });
    }
  } finally {
    await browser.close();
  }
  console.log(`The pictures are in ${path.resolve(choices.folder)}.`);
}

/** What one theme is pictured from. */
interface Pictured {
  readonly choices: Choices;
  readonly theme: ThemeName;
  readonly runs: string;
  readonly extension: string;
}

async function pictureTheme(
  browser: Browser,
  { choices, theme, runs, extension }: Pictured,
): Promise<void> {
  const server = await Server.start({
    workbench: await installedWorkbench(),
    extension,
    files: { [modelFile]: await shortExample() },
    settings: {
      'workbench.colorTheme': themes[theme].theme,
      'window.autoDetectColorScheme': false,
    },
    language: choices.language,
  });
  try {
    await copyRuns(runs, server.profile.workspace);
    await writeTypes(server.profile.workspace);
    for (const name of choices.views) {
      const window = await Window.open(browser, server);
      await window.page.locator(`.monaco-workbench.${themes[theme].look}`).waitFor();
      const camera = new Camera(window, choices.folder, theme);
      try {
        await views[name]({ server, window, camera, words: new Words(choices.language) });
        console.log(`${theme}: ${name}`);
      } catch (error) {
        await camera.window(`${name} failed`);
        throw error;
      } finally {
        await window.close();
      }
    }
  } finally {
    await server.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
