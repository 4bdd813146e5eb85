/**
 * What the extension does under load, in a real VS Code: a run of a million steps is opened and zoomed into, one that
 * takes 1,000 steps a second is watched for a minute, a thousand runs are listed. `jiti bench/load.ts [part…]`.
 */
import { measureLiveFeed } from './load/live-feed.js';
import { measureLongRun } from './load/long-run-shown.js';
import { measureManyRuns } from './load/many-runs.js';

const parts = {
  long: { title: 'A run of 1,000,000 steps, opened', measure: measureLongRun },
  live: { title: 'A run of 1,000 steps a second, watched for a minute', measure: measureLiveFeed },
  many: { title: 'A thousand runs in the tree', measure: measureManyRuns },
} as const;

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  for (const [name, { title, measure }] of Object.entries(parts)) {
    if (asked.length === 0 || asked.includes(name)) {
      console.log(`${title}:`);
      console.table([await measure()]);
    }
  }
}

main().catch((error: unknown) => {
  console.log(`Load is not measured: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
