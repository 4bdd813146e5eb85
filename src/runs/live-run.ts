import { setTimeout as wait } from 'node:timers/promises';
import path from 'node:path';
import type { RunGrowth } from '../record/run-growth.js';
import type { RunSnapshot } from '../record/snapshot.js';
import type { Pace } from '../series/pace.js';
import { followRun, type RunFollower } from './follow-run.js';
import { livingWriter, type LockHolder } from './lock-holder.js';
import { nullBandMark, readNullBand } from './null-band-reading.js';
import { readRun, type Run } from './read-run.js';
import { RunDigest, type LastStep } from './run-digest.js';
import type { RunStatus } from './run-status.js';
import { unlessAborted } from './unless-aborted.js';

/** How a run is followed to be shown. */
export interface LiveRunOptions {
  /** Ends the following at once. */
  readonly signal: AbortSignal;
  /** Milliseconds from one piece of news to the next, at least; 250 by default. */
  readonly interval?: number;
}

/**
 * What is told of a run that is shown.
 *
 * - `renewed`: take a new snapshot; what was shown before no longer holds (the run was cut back), or more has come than
 *   a growth holds. The first news is always this.
 * - `grown`: what has come since the last news. It has no steps where only the state, or who writes the run, changed.
 */
export type RunNews =
  { readonly type: 'renewed' } | { readonly type: 'grown'; readonly growth: RunGrowth };

/** How far a run is. */
export interface RunProgress extends Pace {
  readonly lastStep: LastStep | null;
}

/**
 * A run that is shown while it is written, by whomever: its bounded series and what they gain, for any number of pages.
 * A page is given `snapshot()` and from then on every growth.
 */
export class LiveRun {
  /** Absolute path of the run directory. */
  readonly directory: string;
  readonly #signal: AbortSignal;
  readonly #interval: number;
  #follower: RunFollower | null = null;
  #digest: RunDigest | null = null;
  #revision = 0;

  constructor(directory: string, { signal, interval = 250 }: LiveRunOptions) {
    this.directory = path.resolve(directory);
    this.#signal = signal;
    this.#interval = interval;
  }

  /** Looks at once, for who knows that there is something new. */
  poke(): void {
    this.#follower?.poke();
  }

  /** Whether there was any news. */
  get isKnown(): boolean {
    return this.#digest !== null;
  }

  /** All that there is to show, as of the last news; null before the first. It can be grown. */
  snapshot(): RunSnapshot | null {
    return this.#digest?.snapshot(this.#revision) ?? null;
  }

  /** What the run is doing and who writes it, as of the last news; null before the first. */
  get status(): RunStatus | null {
    return this.#digest?.status ?? null;
  }

  /** The last step that the files have, how fast the run trains and how long the rest takes; null before the first news. */
  get progress(): RunProgress | null {
    const { lastStep = null, pace } = this.#digest ?? {};
    return pace === undefined ? null : { lastStep, ...pace };
  }

  /**
   * Follows the run until the signal aborts, and tells what there is to know of it: `snapshot()` and `status` are up to
   * date with the news while `tell` is called. A run that has ended may be resumed, so that is no end. Call it once.
   *
   * @throws Problem where there is no run, it is damaged, or it has been deleted
   */
  async follow(tell: (news: RunNews) => void): Promise<void> {
    const run = await this.#unlessAborted(readRun(this.directory));
    while (run !== null && !this.#signal.aborted) {
      await this.#followUntilRemeasured(run, tell);
    }
  }

  /** Until the null band has become another: then what was learnt of the steps is learnt anew. */
  async #followUntilRemeasured(run: Run, tell: (news: RunNews) => void): Promise<void> {
    const mark = await this.#unlessAborted(nullBandMark(this.directory));
    const nullBand = await this.#unlessAborted(readNullBand(run));
    if (mark === null || nullBand === null) {
      return;
    }
    let digest = new RunDigest(run, nullBand);
    let writer = livingWriter(this.directory);
    this.#follower = followRun(this.directory, { signal: this.#signal, everyLook: true });
    for await (const batch of this.#follower) {
      digest = batch.truncated ? new RunDigest(run, nullBand) : digest;
      digest.add(batch);
      if (batch.more) {
        continue;
      }
      // A writer that has come or gone since the last look counts as there: only at the next look is it surely so.
      const before = writer;
      writer = livingWriter(this.directory);
      if (this.#show(digest, before ?? writer, tell)) {
        await wait(this.#interval, null, { signal: this.#signal }).catch(() => null);
      }
      if ((await this.#unlessAborted(nullBandMark(this.directory))) !== mark) {
        return;
      }
    }
  }

  /** Shows what `digest` has come to; says whether that was news. */
  #show(digest: RunDigest, writer: LockHolder | null, tell: (news: RunNews) => void): boolean {
    const gain = digest.settle(writer);
    const isAnother = digest !== this.#digest;
    if (gain === 'nothing' && !isAnother) {
      return false;
    }
    this.#digest = digest;
    const revision = this.#revision;
    this.#revision += 1;
    tell(
      isAnother || typeof gain === 'string'
        ? { type: 'renewed' }
        : { type: 'grown', growth: { ...gain, revision } },
    );
    return true;
  }

  #unlessAborted<Result>(work: Promise<Result>): Promise<Result | null> {
    return unlessAborted(this.#signal, work);
  }
}
