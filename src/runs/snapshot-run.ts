import type { RunSnapshot } from '../record/snapshot.js';
import { compactSnapshot } from '../series/compact-snapshot.js';
import { livingWriter } from './lock-holder.js';
import { readNullBand } from './null-band-reading.js';
import type { Run } from './read-run.js';
import { RunDigest } from './run-digest.js';
import { RunSource, type RunBatch } from './run-source.js';

/**
 * All that a page shows of `run`, of a bounded size however long it trained: findings are made from every step, curves
 * are thinned. It does not grow.
 *
 * @throws Problem where the run cannot be read
 */
export async function snapshotRun(run: Run): Promise<RunSnapshot> {
  const nullBand = await readNullBand(run);
  const writer = livingWriter(run.directory);
  const source = new RunSource(run);
  let digest = new RunDigest(run, nullBand);
  let batch: RunBatch;
  try {
    do {
      batch = await source.next();
      if (batch.truncated) {
        digest = new RunDigest(run, nullBand);
      }
      digest.add(batch);
    } while (batch.more);
  } finally {
    source.close();
  }
  digest.settle(writer);
  return compactSnapshot(digest.snapshot(0));
}
