import { stat } from 'node:fs/promises';
import path from 'node:path';
import { lastEvaluation, lastUtilization } from '../../metrics/findings/facts.js';
import type { RunEvent } from '../../record/event.js';
import { describeProblem } from '../../record/problem.js';
import { unlessMissing } from '../../runs/disk-problem.js';
import { listRuns } from '../../runs/list-runs.js';
import { livingWriter } from '../../runs/lock-holder.js';
import { readEvents } from '../../runs/read-events.js';
import { readRun, type Run } from '../../runs/read-run.js';
import { runFile } from '../../runs/run-files.js';
import { deriveStatus } from '../../runs/run-status.js';
import type { DamagedRun, KnownRun } from './known-run.js';

/** What of a file tells whether it was read as it is now. */
type Stamp = string;

interface Kept<Content> {
  readonly stamp: Stamp;
  readonly content: Content;
}

/** What is kept of a run's events. */
interface EventsInShort {
  /** The last state, as an event; none where no event says one. */
  readonly states: readonly RunEvent[];
  readonly summary: KnownRun['summary'];
}

/** Reads runs, and keeps what it read as long as the files are as they were: a thousand runs are listed often. */
export class KnownRuns {
  readonly #runs = new Map<string, Kept<Run>>();
  readonly #events = new Map<string, Kept<EventsInShort>>();

  /**
   * The runs in a folder, newest first; damaged ones with what is wrong. A missing folder has none, a folder that cannot
   * be read is itself a damaged one.
   */
  async list(runsDirectory: string): Promise<(KnownRun | DamagedRun)[]> {
    try {
      const listed = await listRuns(runsDirectory, (directory) => this.#run(directory));
      return await Promise.all(
        listed.map(async (each) => (each.kind === 'run' ? this.#known(each.run) : each)),
      );
    } catch (thrown) {
      return [{ kind: 'damaged', directory: runsDirectory, problem: describeProblem(thrown) }];
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
    const { states, summary } = await kept(
      this.#events,
      directory,
      runFile(directory, 'events'),
      async () => shorten((await readEvents(run)).events),
    );
    return { kind: 'run', directory, description, status: deriveStatus(states, writer), summary };
  }

  #run(directory: string): Promise<Run> {
    return kept(this.#runs, directory, runFile(directory, 'description'), () => readRun(directory));
  }
}

function shorten(events: readonly RunEvent[]): EventsInShort {
  const state = events.findLast((event) => event.type === 'state');
  const accuracy = lastEvaluation({ events })?.accuracy ?? null;
  return {
    states: state === undefined ? [] : [state],
    summary: {
      accuracy: accuracy === null || Number.isNaN(accuracy) ? null : accuracy,
      lastUtilization: lastUtilization({ events }),
    },
  };
}

/** What `read` gave for `key` the last time, where `file` is as it was then. */
async function kept<Content>(
  cache: Map<string, Kept<Content>>,
  key: string,
  file: string,
  read: () => Promise<Content>,
): Promise<Content> {
  // Before it is read: what is written meanwhile makes it read again.
  const stamp = await stampOf(file);
  const before = cache.get(key);
  if (before?.stamp === stamp) {
    return before.content;
  }
  cache.delete(key);
  const content = await read();
  cache.set(key, { stamp, content });
  return content;
}

function stampOf(file: string): Promise<Stamp> {
  return unlessMissing('missing', async () => {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs} ${size} ${ino}`;
  });
}
