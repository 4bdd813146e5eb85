import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import type { LiveStatus, PageNotice } from '../../../src/record/page-message.js';
import type { RunSnapshot } from '../../../src/record/snapshot.js';
import { findChromium, startChromium } from '../../support/chromium.js';
import { snapshotOf, syntheticLive, type SyntheticRun } from '../../support/synthetic-run.js';
import { OpenedPage } from './opened-page.js';
import { Tab, type Opening } from './tab.js';

const executable = findChromium();

/** Opens a page; after the test, the browser must have had nothing to complain of. */
export type Open = (name: 'panel' | 'sidebar', opening?: Opening) => Promise<OpenedPage>;

/** Tests of pages in one Chromium; skipped where there is none. */
export function inChromium(name: string, tests: (open: Open) => void): void {
  describe.skipIf(executable === null)(name, () => {
    let browser: Browser;
    const free: Tab[] = [];
    let inUse: { readonly tab: Tab; readonly opened: OpenedPage }[] = [];

    beforeAll(async () => {
      browser = await startChromium(executable ?? '');
    });

    afterEach(async ({ task }) => {
      const complaints = inUse.flatMap(({ opened }) => opened.complaints);
      for (const { tab, opened } of inUse) {
        opened.leave();
        // What a test that failed left behind is not the next one's.
        if (tab.isAsNew && task.result?.state !== 'fail') {
          free.push(tab);
        } else {
          await tab.page.close();
        }
      }
      inUse = [];
      expect(complaints).toEqual([]);
    });

    afterAll(async () => {
      await browser.close();
    });

    tests(async (page, opening = {}) => {
      const tab = free.pop() ?? (await Tab.create(browser));
      const opened = await OpenedPage.open(tab, page, opening);
      inUse.push({ tab, opened });
      return opened;
    });
  });
}

/** Absolute path of a run's directory on the host of the tests. */
export function placeOf(directory: string): string {
  return `/project/.modality-lens/runs/${directory}`;
}

/** Shows runs, with what an editor that trains them says beside. */
export function show(
  runs: readonly RunSnapshot[],
  changed: Partial<LiveStatus> = {},
  given: SyntheticRun = {},
): Extract<PageNotice, { type: 'show' }> {
  return {
    type: 'show',
    snapshot: snapshotOf(...runs),
    live: runs.map(({ directory, steps }) =>
      syntheticLive({ ...given, directory, steps: steps.count }, changed),
    ),
    unreadable: [],
    places: runs.map(({ directory }) => placeOf(directory)),
    preferred: { alpha: null, window: null, warmUpEpochs: null },
  };
}
