/** How long the extension takes to activate, in fresh extension hosts of a real VS Code. The aim is 50 ms. */
import path from 'node:path';
import { installedWorkbench } from '../test/workbench/vscode/install.js';
import { runInHost } from '../test/workbench/vscode/run-in-host.js';
import type { Activation } from '../test/workbench/suite/activation.js';

/** How many hosts are started. */
const rounds = 5;

async function main(): Promise<void> {
  const workbench = await installedWorkbench();
  const entry = path.resolve(import.meta.dirname, '../test/workbench/suite/activation.ts');
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { milliseconds, tensorFlow } = (await runInHost(workbench, entry)) as Activation;
    if (tensorFlow.length > 0) {
      throw new Error(`The extension host has loaded ${tensorFlow.join(', ')}.`);
    }
    times.push(milliseconds);
  }
  times.sort((one, other) => one - other);
  console.log(
    `Activation in VS Code ${workbench.release.vscode}, ${rounds} fresh extension hosts:`,
  );
  console.table([
    {
      'median (ms)': times[Math.floor(rounds / 2)].toFixed(1),
      'least (ms)': times[0].toFixed(1),
      'most (ms)': times[rounds - 1].toFixed(1),
      'aim (ms)': 50,
    },
  ]);
}

main().catch((error: unknown) => {
  console.log(
    `Activation is not measured: ${error instanceof Error ? error.message : String(error)}`,
  );
});
