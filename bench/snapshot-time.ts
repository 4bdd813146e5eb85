import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Run } from '../src/runs/read-run.js';
import { RunDigest } from '../src/runs/run-digest.js';
import { RunSource } from '../src/runs/run-source.js';
import { snapshotRun } from '../src/runs/snapshot-run.js';
import { median } from '../src/series/median.js';
import { writeLongRun, writeSteps } from './long-run.js';

/** How long showing a long run takes, milliseconds; medians of the rounds. */
export interface SnapshotTiming {
  /** One plain pass over the file of the steps: read in pieces, every value summed. */
  readonly pass: number;
  /** From the files to the snapshot. */
  readonly snapshot: number;
  /** Taking up 1,000 steps more, findings included, where the run is known. */
  readonly growth: number;
}

/** Writes a run of so many steps and measures each in turn. */
export async function measureSnapshot(steps: number, rounds: number): Promise<SnapshotTiming> {
  const runs = await mkdtemp(path.join(tmpdir(), 'modality-lens-bench-'));
  try {
    const run = await writeLongRun(runs, steps);
    const timings: SnapshotTiming[] = [];
    for (let round = 0; round < rounds; round += 1) {
      timings.push({
        pass: await timed(() => plainPass(run)),
        snapshot: await timed(() => snapshotRun(run)),
        growth: await timeGrowth(run),
      });
    }
    const middle = (name: keyof SnapshotTiming) =>
      median(timings.map((timing) => timing[name])) ?? Number.NaN;
    return { pass: middle('pass'), snapshot: middle('snapshot'), growth: middle('growth') };
  } finally {
    await rm(runs, { recursive: true });
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function plainPass({ directory }: Run): Promise<number> {
  const handle = await open(path.join(directory, 'steps.f64'), 'r');
  try {
    const piece = new Float64Array(2 ** 20);
    const bytes = new Uint8Array(piece.buffer);
    let sum = 0;
    for (;;) {
      const { bytesRead } = await handle.read(bytes, 0, bytes.byteLength);
      for (let index = 0; index < bytesRead / 8; index += 1) {
        sum += piece[index];
      }
      if (bytesRead === 0) {
        return sum;
      }
    }
  } finally {
    await handle.close();
  }
}

async function timeGrowth(run: Run): Promise<number> {
  const digest = new RunDigest(run, { band: null, warnings: [] });
  const source = new RunSource(run);
  let batch = await source.next();
  while (batch.more) {
    digest.add(batch);
    batch = await source.next();
  }
  digest.add(batch);
  digest.settle(null);
  await writeSteps(run.directory, 1, 1000);
  const more = await source.next();
  return timed(async () => {
    digest.add(more);
    return Promise.resolve(digest.settle(null));
  });
}
