import path from 'node:path';
import { writeLongRun } from '../long-run.js';
import { seenFrames, watchFrames } from './frames.js';
import { closeEditor, frameOf, hostMemory, withWindow } from './opened-window.js';
import { noteTimes, runIsDrawn, shownAfter } from './shown-after.js';
import { measureEmptyPage } from './empty-page.js';

/** How many steps the long run has. */
const steps = 1_000_000;

/** How often the wheel is turned over a chart with Ctrl, which zooms in, and how long after the turn before, milliseconds. */
const turns = { count: 30, apart: 60 } as const;

/**
 * Opens a short run and then one of a million steps from the view of runs, which nobody has read before, and zooms into a
 * chart of it. Beside both stands what a page without content takes as the first and the second page of a window.
 */
export async function measureLongRun(): Promise<Record<string, string>> {
  const empty = await measureEmptyPage();
  return withWindow(
    async (workspace) => {
      const runs = path.join(workspace, '.modality-lens/runs');
      await writeLongRun(runs, steps, path.join(workspace, 'long.multimodal.ts'));
      // The newest run stands in the side bar: not the long one.
      await writeLongRun(runs, 100, path.join(workspace, 'short.multimodal.ts'));
    },
    async ({ server, window }) => {
      await window.openSideBar();
      await noteTimes(window, runIsDrawn);
      /** Milliseconds from the click on the run of `steps` until its charts are drawn. */
      const open = async (file: string, of: RegExp): Promise<number> => {
        const group = window.runs().filter({ hasText: file }).first();
        await group.waitFor();
        const rows = await window.runs().allTextContents();
        const place = window.runs().nth(rows.findIndex((text) => text.includes(file)) + 1);
        await place.click();
        await window.panel().locator('.run-header').filter({ hasText: of }).waitFor();
        return shownAfter(window, window.panel());
      };
      const short = await open('short', /of 100\b/);
      await closeEditor(window);
      const before = hostMemory(server);
      const long = await open('long', /of 1\D000\D000/);
      const frame = await frameOf(window.panel());
      const chart = window.panel().locator('canvas').first();
      await chart.hover();
      const whole = await chart.screenshot();
      await watchFrames(frame);
      await window.page.keyboard.down('Control');
      for (let turn = 0; turn < turns.count; turn += 1) {
        await window.page.mouse.wheel(0, -120);
        await window.page.waitForTimeout(turns.apart);
      }
      await window.page.keyboard.up('Control');
      const { late, longest, ownLongTasks } = await seenFrames(frame);
      if (whole.equals(await chart.screenshot())) {
        throw new Error('The wheel did not zoom into the chart.');
      }
      return {
        'an empty page, the first (ms)': empty.first.toFixed(0),
        'a run of 100 steps, the first (ms)': short.toFixed(0),
        'an empty page, the second (ms)': empty.second.toFixed(0),
        'of 1,000,000 steps, the second (ms)': long.toFixed(0),
        'aim (ms)': '1000',
        'longest frame in zooms (ms)': longest.toFixed(0),
        'frames over 50 ms': String(late),
        'of it own tasks': String(ownLongTasks),
        'host before, after (MiB)': `${before.toFixed(0)}, ${hostMemory(server).toFixed(0)}`,
      };
    },
  );
}
