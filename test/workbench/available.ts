/** Ends with 0 where a real VS Code and a browser are there for tests, installed if need be; else says why not. */
import { findChromium, noChromium } from '../support/chromium.js';
import { installedWorkbench } from './vscode/install.js';

async function main(): Promise<void> {
  if (findChromium() === null) {
    throw new Error(noChromium);
  }
  await installedWorkbench();
}

main().catch((error: unknown) => {
  console.log(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
