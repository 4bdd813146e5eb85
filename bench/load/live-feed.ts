import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createRun } from '../../src/runs/create-run.js';
import { median } from '../../src/series/median.js';
import { longRun, longRunStep } from '../long-run.js';
import { seenFrames, watchFrames } from './frames.js';
import { frameOf, hostMemory, withWindow, type OpenedWindow } from './opened-window.js';

/** Steps a second, and for how many seconds. */
const feed = { pace: 1000, seconds: 60 } as const;

/** Shows a run that takes 1,000 steps a second for a minute: how it is drawn, and how far what is shown lags behind. */
export function measureLiveFeed(): Promise<Record<string, string>> {
  return withWindow(
    () => Promise.resolve(),
    async (opened) => {
      const { server, window } = opened;
      const { workspace } = server.profile;
      const runs = path.join(workspace, '.modality-lens/runs');
      const model = path.join(workspace, 'live.multimodal.ts');
      const writer = await createRun(runs, longRun(feed.pace * feed.seconds, model));
      writer.appendEvent({
        type: 'state',
        time: Date.now(),
        step: 0,
        state: 'training',
        reason: null,
      });
      await writer.flush();
      await window.openSideBar();
      await window.runs().filter({ hasText: 'vanilla' }).first().click();
      await window.panel().locator('.run-header').waitFor();
      const frame = await frameOf(window.panel());
      const before = hostMemory(server);
      await watchFrames(frame);
      const lags = await fedFor(
        opened,
        (step) => {
          writer.appendStep(longRunStep(step));
        },
        () => writer.flush(),
      );
      const { frames, late, longest, ownLongTasks } = await seenFrames(frame);
      const after = hostMemory(server);
      await writer.close('finished');
      const third = Math.floor(lags.length / 3);
      return {
        'frames a second': (frames / feed.seconds).toFixed(0),
        'longest frame (ms)': longest.toFixed(0),
        'frames over 50 ms': String(late),
        'of it own tasks': String(ownLongTasks),
        'behind, first third (s)': (median(lags.slice(0, third)) ?? NaN).toFixed(2),
        'last third (s)': (median(lags.slice(-third)) ?? NaN).toFixed(2),
        'host before, after (MiB)': `${before.toFixed(0)}, ${after.toFixed(0)}`,
      };
    },
  );
}

/** Writes steps at the pace, and gives for each second how far behind the page was, seconds. */
async function fedFor(
  { window }: OpenedWindow,
  append: (step: number) => void,
  flush: () => Promise<unknown>,
): Promise<number[]> {
  const start = performance.now();
  let written = 0;
  const timer = setInterval(() => {
    const due = Math.min(
      Math.floor(((performance.now() - start) / 1000) * feed.pace),
      feed.pace * feed.seconds,
    );
    for (; written < due; written += 1) {
      append(written + 1);
    }
    void flush();
  }, 20);
  const lags: number[] = [];
  try {
    while (performance.now() - start < feed.seconds * 1000) {
      await window.page.waitForTimeout(1000);
      const shown = (await window.panel().locator('.course').textContent()) ?? '';
      // Between thousands stands what the language has there.
      const step = /step (.*?) of/.exec(shown)?.[1]?.replaceAll(/\D/g, '') ?? '0';
      lags.push((written - Number(step)) / feed.pace);
    }
    return lags;
  } finally {
    clearInterval(timer);
  }
}
