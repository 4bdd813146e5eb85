import type { FrameLocator } from 'playwright-core';
import { z } from 'zod';
import type { Window } from '../../test/workbench/window/window.js';
import { frameOf } from './opened-window.js';

/** What says in a page of the extension that is measured, as an expression, that all of it is drawn. */
export type DrawnWhen = string;

/** A run is, once its course is told and no chart is to be drawn any more. */
export const runIsDrawn: DrawnWhen = `document.querySelector('.course')?.textContent
  && document.querySelector('canvas')
  && !document.documentElement.hasAttribute('data-to-be-drawn')`;

/**
 * Has the window note when something in it is clicked, and every page that is opened from then on when it is drawn: who
 * asks from outside the browser learns of either tens of milliseconds later.
 */
export async function noteTimes({ page }: Window, drawnWhen: DrawnWhen): Promise<void> {
  await page.evaluate(`addEventListener(
    'click', () => { globalThis.clickedAt = performance.timeOrigin + performance.now(); }, true,
  )`);
  await page.context().addInitScript({
    content: `if (window !== top) {
      const note = () => { globalThis.drawnAt = performance.timeOrigin + performance.now(); };
      const look = () => {
        if (${drawnWhen}) requestAnimationFrame(() => requestAnimationFrame(note));
        else setTimeout(look, 5);
      };
      // Not frame by frame: VS Code writes its document into the page later, which forgets what was asked for of frames.
      setTimeout(look, 5);
    }`,
  });
}

/** Milliseconds from the last click until a page was drawn, two frames included. */
export async function shownAfter(window: Window, page: FrameLocator): Promise<number> {
  const frame = await frameOf(page);
  // What waits for an expression by itself evaluates it in the page, which no page of ours allows.
  const drawn: unknown = await frame.evaluate(`new Promise((resolve) => {
    const look = () => {
      if (globalThis.drawnAt === undefined) setTimeout(look, 5);
      else resolve(globalThis.drawnAt);
    };
    look();
  })`);
  const clicked: unknown = await window.page.evaluate('globalThis.clickedAt');
  return z.number().parse(drawn) - z.number().parse(clicked);
}
