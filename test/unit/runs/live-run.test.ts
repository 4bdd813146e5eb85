import { appendFile, rm, writeFile } from 'node:fs/promises';
import type { FSWatcher } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Problem } from '../../../src/record/problem.js';
import { mostGrown, runGrowth } from '../../../src/record/run-growth.js';
import { createRun } from '../../../src/runs/create-run.js';
import { LiveRun, type RunNews } from '../../../src/runs/live-run.js';
import { readRun } from '../../../src/runs/read-run.js';
import type { RunWriter } from '../../../src/runs/run-writer.js';
import { snapshotRun } from '../../../src/runs/snapshot-run.js';
import { compactSnapshot } from '../../../src/series/compact-snapshot.js';
import { GrowingSnapshot } from '../../../src/series/growing-snapshot.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { killChild, nextMessage, startChild } from './support/child.js';
import { resumeRun } from './support/resume-run.js';
import { sampleCheckpoint, sampleEvent, sampleRun, sampleStep } from './support/samples.js';

/** The watches that the system keeps for this process. */
const watchers = vi.hoisted(() => new Set<FSWatcher>());

vi.mock('node:fs', async (importOriginal) => {
  const original = await importOriginal<typeof import('node:fs')>();
  const watch = (...args: Parameters<typeof original.watch>): FSWatcher => {
    const watcher = original.watch(...args);
    watchers.add(watcher);
    watcher.on('close', () => watchers.delete(watcher));
    return watcher;
  };
  return { ...original, watch };
});

/** A host with one page that is shown the run. */
class Host {
  readonly live: LiveRun;
  readonly news: RunNews[] = [];
  readonly ended: Promise<void>;
  page: GrowingSnapshot | null = null;
  readonly #ending = new AbortController();
  #told: () => void = () => undefined;

  constructor(directory: string, interval = 1) {
    this.live = new LiveRun(directory, { signal: this.#ending.signal, interval });
    this.ended = this.live.follow((news) => {
      this.#tell(news);
    });
    onTestFinished(() => {
      this.stop();
    });
  }

  /** Waits until `isSo` of what the page shows. */
  async until(isSo: (page: GrowingSnapshot) => boolean): Promise<void> {
    while (this.page === null || !isSo(this.page)) {
      const told = new Promise<void>((resolve) => (this.#told = resolve));
      this.live.poke();
      await Promise.race([told, this.ended]);
    }
  }

  /** Waits until the page shows so many steps, and holds it to what a reader of the files sees. */
  async showsSteps(count: number): Promise<void> {
    await this.until(({ snapshot }) => snapshot.steps.count === count);
    await this.showsAll();
  }

  async showsAll(): Promise<void> {
    const page = this.page ?? expect.fail('There is no page');
    const read = await snapshotRun(await readRun(this.live.directory));
    expect(compactSnapshot(page.snapshot)).toEqual(read);
    expect(page.snapshot).toEqual(this.live.snapshot());
  }

  stop(): void {
    this.#ending.abort();
  }

  #tell(news: RunNews): void {
    this.news.push(news);
    if (news.type === 'renewed') {
      this.page = new GrowingSnapshot(this.live.snapshot() ?? expect.fail('There is no snapshot'));
    } else {
      expect(this.page?.add(runGrowth.parse(news.growth))).toBe(true);
    }
    this.#told();
  }
}

async function startRun(steps = 0): Promise<RunWriter> {
  const writer = await createRun(temporaryFolder(), sampleRun());
  onTestFinished(async () => {
    await writer.close('stopped').catch(() => undefined);
  });
  await write(writer, 1, steps);
  return writer;
}

async function write(writer: RunWriter, first: number, last: number): Promise<void> {
  for (let step = first; step <= last; step += 1) {
    writer.appendStep(sampleStep(step));
  }
  await writer.flush();
}

describe('a live run', () => {
  test('shows what there is, then what comes, as a reader of the files sees it', async () => {
    const writer = await startRun(3);
    const host = new Host(writer.run.directory);
    await host.showsSteps(3);
    let written = 3;
    for (const more of [1, 50, 1500, 1999, 1]) {
      await write(writer, written + 1, written + more);
      written += more;
      await host.showsSteps(written);
    }
    writer.appendEvent(sampleEvent(written));
    await writer.flush();
    await host.until(({ snapshot }) => snapshot.events.length === 1);
    await host.showsAll();
    expect(host.news.filter(({ type }) => type === 'renewed')).toHaveLength(1);
    expect(host.live.progress).toMatchObject({
      lastStep: { step: written, time: sampleStep(written).time },
    });
  });

  test('is shown anew where more has come than a growth holds', async () => {
    const writer = await startRun(1);
    const host = new Host(writer.run.directory);
    await host.showsSteps(1);
    const many = 10 * mostGrown.steps;
    await write(writer, 2, many);
    await host.showsSteps(many);
    expect(host.news.filter(({ type }) => type === 'renewed').length).toBeGreaterThan(1);
  });

  test('tells much that comes within an interval at once', async () => {
    const writer = await startRun();
    const host = new Host(writer.run.directory, 2 ** 30);
    await host.until(() => true);
    for (let step = 1; step <= 20; step += 1) {
      await write(writer, step, step);
      host.live.poke();
    }
    expect(host.news).toHaveLength(1);
    host.stop();
    await host.ended;
  });

  test('is shown anew where it was cut back', async () => {
    const writer = await startRun(30);
    await writer.writeCheckpoint(sampleCheckpoint(30));
    await write(writer, 31, 40);
    await writer.close('stopped');
    const host = new Host(writer.run.directory);
    await host.showsSteps(40);
    const resumed = await resumeRun(writer.run.directory);
    await write(resumed.writer, 31, 35);
    await host.showsSteps(35);
    expect(host.news.filter(({ type }) => type === 'renewed').length).toBeGreaterThan(1);
    await resumed.writer.close('finished');
    await host.until(({ snapshot }) => snapshot.state === 'finished');
    await host.showsAll();
  });

  test('names what is damaged', async () => {
    const writer = await startRun(1);
    const host = new Host(writer.run.directory);
    await host.showsSteps(1);
    await appendFile(path.join(writer.run.directory, 'steps.f64'), new Uint8Array(21 * 8));
    await host.until(({ snapshot }) => snapshot.damages.length === 1);
    await appendFile(path.join(writer.run.directory, 'events.jsonl'), 'oh\n');
    await host.until(({ snapshot }) => snapshot.damages.length === 2);
    await host.showsAll();
  });

  test('takes up a null band that is measured meanwhile', async () => {
    const writer = await startRun(50);
    const host = new Host(writer.run.directory);
    await host.showsSteps(50);
    const trainings = [0.1, 0.2].map((value, seed) => ({ seed, speedDifferences: [value] }));
    const device = { backend: 'wasm', description: 'CPU' };
    await writeFile(
      path.join(writer.run.directory, 'null-band.json'),
      JSON.stringify({ schemaVersion: 1, steps: [11], trainings, device }),
    );
    await host.until(({ snapshot }) => snapshot.steps.nullBand !== null);
    await host.showsAll();
    await write(writer, 51, 52);
    await host.showsSteps(52);
  });

  test('tells who writes, and that a writer has died without a word', async () => {
    const child = await startChild('train', temporaryFolder(), '0', '1');
    const { directory } = (await nextMessage(child)) as { directory: string };
    const host = new Host(directory);
    await host.until(({ snapshot }) => snapshot.steps.count > 5);
    expect(host.live.status?.writer?.pid).toBe(child.pid);
    const before = host.page?.snapshot.state;
    expect(before).not.toBe('interrupted');
    await killChild(child);
    await host.until(({ snapshot }) => snapshot.state === 'interrupted');
    expect(host.page?.snapshot.reason).toContain('without a word');
    expect(host.live.status?.writer).toBeNull();
    await host.showsAll();
  });
});

describe('following a live run ends', () => {
  test('with a Problem where there is no run, and where it is deleted', async () => {
    const nowhere = new Host(path.join(temporaryFolder(), 'none'));
    await expect(nowhere.ended).rejects.toThrow(Problem);
    const writer = await startRun(1);
    await writer.close('finished');
    const host = new Host(writer.run.directory);
    await host.showsSteps(1);
    await rm(writer.run.directory, { recursive: true });
    await expect(host.ended).rejects.toThrow(Problem);
  });

  test('at once when it is aborted, and leaves nothing behind', async () => {
    const writer = await startRun(100);
    const { directory } = writer.run;
    await new Host(directory).until(() => true);
    const before = watchers.size;
    for (let start = 0; start < 100; start += 1) {
      const host = new Host(directory, 1000);
      if (start % 2 === 0) {
        await host.until(() => true);
        expect(watchers.size).toBe(before + 1);
      }
      host.stop();
      await host.ended;
      await vi.waitFor(() => {
        expect(watchers.size).toBe(before);
      }, 30_000);
    }
    const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout');
    expect(timers.length).toBeLessThan(20);
  });
});
