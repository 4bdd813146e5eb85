import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { writeRun } from '../../test/integration/support/written-run.js';
import { measureEmptyPage } from './empty-page.js';
import { hostMemory, withWindow } from './opened-window.js';

/** How many runs the workspace has, of how many model files. */
const [count, files] = [1000, 10];

/** Opens the view of runs on a thousand of them, the newest of which come first, and lists them anew. Beside it stands a view with one item. */
export async function measureManyRuns(): Promise<Record<string, string>> {
  const empty = await measureEmptyPage();
  return withWindow(
    async (workspace) => {
      const runs = path.join(workspace, '.modality-lens/runs');
      for (let steps = 1; steps <= count; steps += 1) {
        await writeRun(runs, {
          ...{ name: 'one', modalities: ['gray', 'color'], steps, state: 'finished' },
          modelFile: path.join(workspace, `${steps % files}.multimodal.ts`),
        });
      }
    },
    async ({ server, window }) => {
      const start = performance.now();
      await window.openSideBar();
      await window.runs().filter({ hasText: 'vanilla' }).first().waitFor();
      const shown = performance.now() - start;
      // Until all are there, the count of a model file's runs ends in dots.
      const group = window
        .runs()
        .filter({ hasText: new RegExp(`multimodal\\.ts\\s*${count / files}$`) });
      await group.first().waitFor();
      const all = performance.now() - start;
      const again = performance.now();
      await window.command('Modality Lens: Refresh Runs');
      await window.runs().filter({ hasText: 'vanilla' }).first().waitFor();
      return {
        'runs in the tree': String(count),
        'a view of one item, opened (ms)': empty.view.toFixed(0),
        'the view of runs, opened and filled (ms)': shown.toFixed(0),
        'with all of them (ms)': all.toFixed(0),
        'refreshed by the palette (ms)': (performance.now() - again).toFixed(0),
        'host (MiB)': hostMemory(server).toFixed(0),
      };
    },
  );
}
