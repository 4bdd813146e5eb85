import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect } from 'vitest';
import type { LiveStatus, PageNotice } from '../../../src/record/page-message.js';
import type { RunSnapshot } from '../../../src/record/snapshot.js';
import { findChromium, startChromium } from '../../support/chromium.js';
import { snapshotOf, syntheticLive, type SyntheticRun } from '../../support/synthetic-run.js';
import { OpenedPage, type Opening } from './opened-page.js';

const executable = findChromium();

/** Opens a page; after the test, the browser must have had nothing to complain of. */
export type Open = (name: 'panel' | 'sidebar', opening?: Opening) => Promise<OpenedPage>;

/** Tests of pages in one Chromium; skipped where there is none. */
export function inChromium(name: string, tests: (open: Open) => void): void {
  describe.skipIf(executable === null)(name, () => {
    let browser: Browser;
    let opened: OpenedPage[] = [];

    beforeAll(async () => {
      browser = await startChromium(executable ?? '');
    });

    afterEach(async () => {
      const complaints = opened.flatMap((page) => page.complaints);
      await Promise.all(opened.map((page) => page.close()));
      opened = [];
      expect(complaints).toEqual([]);
    });

    afterAll(async () => {
      await browser.close();
    });

    tests(async (page, opening) => {
      const made = await OpenedPage.open(browser, page, opening);
      opened.push(made);
      return made;
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
