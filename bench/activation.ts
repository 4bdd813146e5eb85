/**
 * How long the extension takes to activate, in fresh extension hosts of a real VS Code, beside one that does nothing. The
 * aim is 50 ms. With the path of another checkout that is built, its extension is measured in turns with this one.
 */
import path from 'node:path';
import { installedWorkbench } from '../test/workbench/vscode/install.js';
import { runInHost } from '../test/workbench/vscode/run-in-host.js';
import { packEmptyExtension } from './empty-extension.js';
import type { MeasuredActivations } from '../test/workbench/suite/activation.js';

/** How many hosts are started for each extension. */
const rounds = 5;

const root = path.resolve(import.meta.dirname, '..');
const entry = path.join(root, 'test/workbench/suite/activation.ts');

async function main(): Promise<void> {
  const workbench = await installedWorkbench();
  const extension = await packEmptyExtension(path.join(root, 'dist/suite/empty'));
  const measured = new Map<string, MeasuredActivations[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const checkout of [root, ...process.argv.slice(2)]) {
      const options = { source: path.resolve(checkout), extension };
      const times = (await runInHost(workbench, entry, options)) as MeasuredActivations;
      if (times.ours.tensorFlow.length > 0) {
        throw new Error(`The extension host has loaded ${times.ours.tensorFlow.join(', ')}.`);
      }
      const name = path.relative(root, path.resolve(checkout)) || 'this extension';
      measured.set(name, [...(measured.get(name) ?? []), times]);
    }
  }
  console.log(`Activation in VS Code ${workbench.release.vscode}, fresh extension hosts:`);
  console.table([
    ...Array.from(measured, ([name, times]) => ({
      extension: name,
      ...row(times.map(({ ours }) => ours.milliseconds)),
      'busy (ms)': median(times.map(({ ours }) => ours.busy)).toFixed(1),
      'aim (ms)': 50,
    })),
    {
      extension: 'one that does nothing',
      ...row([...measured.values()].flat().map(({ empty }) => empty.milliseconds)),
    },
  ]);
}

function row(times: readonly number[]) {
  return {
    hosts: times.length,
    'median (ms)': median(times).toFixed(1),
    'least (ms)': Math.min(...times).toFixed(1),
    'most (ms)': Math.max(...times).toFixed(1),
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

main().catch((error: unknown) => {
  console.log(
    `Activation is not measured: ${error instanceof Error ? error.message : String(error)}`,
  );
});
