import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../../src/metrics/findings/findings.js';
import { speedRule, StepSummarizer } from '../../../src/metrics/findings/step-summary.js';
import { runGrowth, type RunGrowth } from '../../../src/record/run-growth.js';
import { snapshot, type RunSnapshot } from '../../../src/record/snapshot.js';
import { RunDigest } from '../../../src/runs/run-digest.js';
import { GrowingSnapshot } from '../../../src/series/growing-snapshot.js';
import { batchOf, randomRun, randomRuns, type RandomRun } from './support/random-run.js';

const noBand = { band: null, warnings: [] };

/** Ends of pieces, as shares of the whole. */
const pieces = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 });

/** The run in batches that end at these shares of it, the last at its end. */
function* batches(made: RandomRun, shares: readonly number[]) {
  let [step, event] = [0, 0];
  for (const share of [...shares.toSorted((one, other) => one - other), 1]) {
    const [toStep, toEvent] = [made.count, made.events.length].map((all) =>
      Math.floor(share * all),
    );
    yield batchOf(made, step, toStep, made.events.slice(event, toEvent));
    [step, event] = [toStep, toEvent];
  }
}

/** As a page gets it: through JSON and validation. */
function delivered(shown: RunSnapshot): RunSnapshot {
  const whole = { schemaVersion: 1, taken: 0, version: '', runs: [shown] };
  return snapshot.parse(JSON.parse(JSON.stringify(whole))).runs[0];
}

function digestOf(made: RandomRun, shares: readonly number[] = []): RunDigest {
  const digest = new RunDigest(made.run, noBand);
  for (const batch of batches(made, shares)) {
    digest.add(batch);
  }
  digest.settle(null);
  return digest;
}

describe('what is shown of a run', () => {
  test('is the same in whatever pieces it was read', () => {
    fc.assert(
      fc.property(randomRuns(8000, 3000), pieces, (made, shares) => {
        expect(digestOf(made, shares).snapshot(0)).toEqual(digestOf(made).snapshot(0));
      }),
      { numRuns: 25 },
    );
  });

  test('is on a page that adds what comes what the host has', () => {
    fc.assert(
      fc.property(randomRuns(8000, 600), pieces, (made, shares) => {
        const digest = new RunDigest(made.run, noBand);
        let page: GrowingSnapshot | null = null;
        let revision = 0;
        for (const batch of batches(made, shares)) {
          digest.add(batch);
          const gain = digest.settle(null);
          if (page === null || gain === 'too much') {
            page = new GrowingSnapshot(delivered(digest.snapshot(revision)));
          } else if (gain !== 'nothing') {
            const growth = { ...gain, revision } satisfies RunGrowth;
            expect(page.add(runGrowth.parse(JSON.parse(JSON.stringify(growth))))).toBe(true);
            revision += 1;
          }
          expect(page.snapshot).toEqual(delivered(digest.snapshot(revision)));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('is to be shown anew where steps came while it was read in pieces', () => {
    const made = randomRun({ seed: 1, modalityCount: 2, count: 10, eventCount: 0, gaps: 0 });
    const digest = new RunDigest(made.run, noBand);
    digest.settle(null);
    digest.add({ ...batchOf(made, 0, 5, []), more: true });
    digest.add(batchOf(made, 5, 10, []));
    expect(digest.settle(null)).toBe('too much');
  });

  test('has the findings of all events, however many were left out', () => {
    fc.assert(
      fc.property(randomRuns(0, 6000), (random) => {
        const made = { ...random, count: 0 };
        const { findings, state, reason } = digestOf(made).snapshot(0);
        const { description } = made.run;
        const steps = new StepSummarizer(
          description.modalities.length,
          speedRule({ strategy: 'vanilla' }),
        ).summary(null);
        const facts = { description, state, reason, events: made.events, nullBand: null };
        expect(findings).toEqual(findingsOf({ ...facts, steps }));
      }),
      { numRuns: 30 },
    );
  });
});
