/**
 * `npm run screenshots`: pictures of the extension in a real VS Code, of runs of the example with and without
 * re-balancing, in every kind of theme; written to `.cache/screenshots`. `npm run screenshots -- --views run,guide
 * --themes dark,light --language de --out FOLDER` takes some of them. What was trained for them is kept. A view that fails
 * leaves a picture of its window, and the others are taken all the same; it ends with 1 and what failed.
 */
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { packExtension } from './pack-extension.js';
import { choicesOf } from './pictures/choices.js';
import { picturedRuns } from './pictures/pictured-runs.js';
import { Photographer } from './pictures/photographer.js';
import { startBrowser } from './vscode/browser.js';
import { installedWorkbench } from './vscode/install.js';

async function main(): Promise<void> {
  const choices = choicesOf(process.argv.slice(2));
  await mkdir(choices.folder, { recursive: true });
  const runs = await picturedRuns();
  const [extension, workbench] = [packExtension(), await installedWorkbench()];
  const browser = await startBrowser();
  const photographer = new Photographer({ browser, workbench, extension, runs, choices });
  try {
    await photographer.takeAll();
  } finally {
    await browser.close();
  }
  console.log(`The pictures are in ${path.resolve(choices.folder)}.`);
  if (photographer.failures.length > 0) {
    console.error(`Not pictured:\n${photographer.failures.join('\n')}`);
    process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
