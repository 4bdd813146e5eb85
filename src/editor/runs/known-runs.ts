import path from 'node:path';
import { describeProblem } from '../../record/problem.js';
import { readListed, runFolders } from '../../runs/list-runs.js';
import { livingWriter } from '../../runs/lock-holder.js';
import { readStampedRun, type Run } from '../../runs/read-run.js';
import { runFile } from '../../runs/run-files.js';
import { deriveStatus } from '../../runs/run-status.js';
import { stampOf, type Stamp } from '../../runs/stamp.js';
import type { DamagedRun, KnownRun } from './known-run.js';
import { LastEvents } from './last-events.js';

interface Kept {
  readonly stamp: Stamp;
  readonly run: Run;
}

/** The newest runs of a folder, newest first, damaged ones among them. */
export interface NewestRuns {
  readonly runs: (KnownRun | DamagedRun)[];
  /** Whether there are no others. */
  readonly areAll: boolean;
}

/** Reads runs, and keeps what it read as long as the files are as they were: a thousand runs are listed often. */
export class KnownRuns {
  readonly #runs = new Map<string, Kept>();
  readonly #events = new Map<string, LastEvents>();

  /**
   * The runs in a folder, newest first; damaged ones with what is wrong. A missing folder has none, a folder that cannot
   * be read is itself a damaged one.
   */
  async list(runsDirectory: string): Promise<(KnownRun | DamagedRun)[]> {
    return (await this.newest(runsDirectory, Infinity)).runs;
  }

  /** The first of {@link list}, `most` of them at most, as soon as these are read, and whether there are no others. */
  async newest(runsDirectory: string, most: number): Promise<NewestRuns> {
    try {
      const folders = await runFolders(runsDirectory);
      const listed = await readListed(folders.slice(0, most), (directory) => this.#run(directory));
      const runs = await Promise.all(
        listed.map(async (each) => (each.kind === 'run' ? this.#known(each.run) : each)),
      );
      return { runs, areAll: folders.length <= most };
    } catch (thrown) {
      const problem = describeProblem(thrown);
      return { runs: [{ kind: 'damaged', directory: runsDirectory, problem }], areAll: true };
    }
  }

  /** One run by the path of its directory. Throws a Problem where it cannot be read. */
  async read(directory: string): Promise<KnownRun> {
    return this.#inShort(await this.#run(path.resolve(directory)));
  }

  /** Forgets what was read, of all runs. */
  clear(): void {
    this.#runs.clear();
    this.#events.clear();
  }

  async #known(run: Run): Promise<KnownRun | DamagedRun> {
    try {
      return await this.#inShort(run);
    } catch (thrown) {
      return { kind: 'damaged', directory: run.directory, problem: describeProblem(thrown) };
    }
  }

  async #inShort(run: Run): Promise<KnownRun> {
    const { directory, description } = run;
    // The lock first: a writer that ends between the two has written its last event before it let go.
    const writer = livingWriter(directory);
    let lastEvents = this.#events.get(directory);
    if (lastEvents === undefined) {
      lastEvents = new LastEvents(directory);
      this.#events.set(directory, lastEvents);
    }
    const { states, ...summary } = await lastEvents.look();
    return { kind: 'run', directory, description, status: deriveStatus(states, writer), summary };
  }

  /** The run as it was read the last time, where its file is as it was then. */
  async #run(directory: string): Promise<Run> {
    const before = this.#runs.get(directory);
    if (before !== undefined) {
      const stamp = await stampOf(runFile(directory, 'description'));
      if (stamp === before.stamp) {
        return before.run;
      }
      this.#runs.delete(directory);
    }
    const read = await readStampedRun(directory);
    this.#runs.set(directory, read);
    return read.run;
  }
}
