import type { Frame } from 'playwright-core';
import { z } from 'zod';

/** How a page was drawn for a while. */
export interface FrameTimes {
  readonly frames: number;
  /** Frames that came more than 50 ms after the one before, and the longest such time, milliseconds. */
  readonly late: number;
  readonly longest: number;
  /** Tasks of the page's own code that took longer than 50 ms. */
  readonly ownLongTasks: number;
}

const frameTimes = z.object({
  frames: z.number(),
  late: z.number(),
  longest: z.number(),
  ownLongTasks: z.number(),
});

/** Begins to watch how a page is drawn. */
export async function watchFrames(frame: Frame): Promise<void> {
  await frame.evaluate(`{
    const seen = { frames: 0, late: 0, longest: 0, ownLongTasks: 0 };
    globalThis.seenFrames = seen;
    let last = performance.now();
    const next = (now) => {
      seen.frames += 1;
      seen.late += now - last > 50 ? 1 : 0;
      seen.longest = Math.max(seen.longest, now - last);
      last = now;
      if (globalThis.seenFrames === seen) requestAnimationFrame(next);
    };
    requestAnimationFrame((now) => { last = now; requestAnimationFrame(next); });
    new PerformanceObserver((list) => {
      seen.ownLongTasks += list.getEntries().filter(({ name }) => name === 'self').length;
    }).observe({ type: 'longtask' });
  }`);
}

/** Ends the watching, and gives what was seen. */
export async function seenFrames(frame: Frame): Promise<FrameTimes> {
  const seen: unknown = await frame.evaluate(
    `(() => { const seen = globalThis.seenFrames; globalThis.seenFrames = null; return seen; })()`,
  );
  return frameTimes.parse(seen);
}
