import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { writeRun } from '../../test/integration/support/written-run.js';
import { measureEmptyPage } from './empty-page.js';
import { hostMemory, withWindow } from './opened-window.js';

/** How many runs the workspace has. */
const count = 1000;

/** Opens the view of runs on a thousand of them, and lists them anew. Beside it stands a view with one item. */
export async function measureManyRuns(): Promise<Record<string, string>> {
  const empty = await measureEmptyPage();
  return withWindow(
    async (workspace) => {
      const runs = path.join(workspace, '.modality-lens/runs');
      for (let steps = 1; steps <= count; steps += 1) {
        await writeRun(runs, {
          ...{ name: 'one', modalities: ['gray', 'color'], steps, state: 'finished' },
          modelFile: path.join(workspace, `${steps % 10}.multimodal.ts`),
        });
      }
    },
    async ({ server, window }) => {
      const start = performance.now();
      await window.openSideBar();
      await window.runs().filter({ hasText: 'vanilla' }).first().waitFor();
      const shown = performance.now() - start;
      const again = performance.now();
      await window.command('Modality Lens: Refresh Runs');
      await window.runs().filter({ hasText: 'vanilla' }).first().waitFor();
      return {
        'runs in the tree': String(count),
        'a view of one item, opened (ms)': empty.view.toFixed(0),
        'the view of runs, opened and filled (ms)': shown.toFixed(0),
        'refreshed by the palette (ms)': (performance.now() - again).toFixed(0),
        'host (MiB)': hostMemory(server).toFixed(0),
      };
    },
  );
}
