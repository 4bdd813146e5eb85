import type { LiveStatus, PageNotice, PreferredBalancing } from '../../src/record/page-message.js';
import type { ProblemDescription } from '../../src/record/problem.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import { GrowingSnapshot } from '../../src/series/growing-snapshot.js';
import type { Inspected } from '../page/sections/section.js';

/** Why there is nothing to show. */
export type NothingToShow = Extract<PageNotice, { type: 'nothing' }>['why'];

/** How many inspections of a run stand beside its own measurement. */
const mostInspected = 3;

/** What a page knows: the runs that it shows, and what goes on with them. */
export class Shown {
  /** Whether the host has said what to show, or why there is nothing. */
  isKnown = false;
  nothing: { readonly why: NothingToShow; readonly problem: ProblemDescription | null } | null =
    null;
  runsDirectory: string | null = null;
  preferred: PreferredBalancing = { alpha: null, window: null, warmUpEpochs: null };
  inspected: readonly Inspected[] = [];
  #runs: readonly (GrowingSnapshot | { readonly snapshot: RunSnapshot })[] = [];
  readonly #live = new Map<string, LiveStatus>();
  /** Host's clock minus this page's, milliseconds: the host may be another machine. */
  #ahead = 0;

  /** Takes up what the host says; false where it cannot, and only a new snapshot helps. */
  take(notice: Exclude<PageNotice, { type: 'answer' }>): boolean {
    switch (notice.type) {
      case 'show':
        this.isKnown = true;
        this.#runs = notice.snapshot.runs.map((snapshot) =>
          snapshot.growing === null ? { snapshot } : new GrowingSnapshot(snapshot),
        );
        this.nothing = null;
        this.runsDirectory = notice.runsDirectory;
        this.preferred = notice.preferred;
        this.#ahead = notice.snapshot.taken - Date.now();
        this.#live.clear();
        notice.live.forEach((live) => this.#live.set(live.directory, live));
        break;
      case 'live':
        this.#live.set(notice.live.directory, notice.live);
        break;
      case 'nothing':
        this.isKnown = true;
        this.#runs = [];
        this.nothing = notice;
        break;
      case 'inspected': {
        const { directory, inspection } = notice;
        const others = this.inspected.filter((each) => each.directory === directory);
        this.inspected = [{ directory, inspection }, ...others].slice(0, mostInspected);
        break;
      }
      case 'grow': {
        const run = this.#runs.find(
          ({ snapshot }) => snapshot.directory === notice.growth.directory,
        );
        // A run that is not shown was taken off the page while its growth was on the way.
        return run === undefined || (run instanceof GrowingSnapshot && run.add(notice.growth));
      }
    }
    return true;
  }

  /** The runs, as they are after the last growth. */
  get runs(): readonly RunSnapshot[] {
    return this.#runs.map(({ snapshot }) => snapshot);
  }

  /** What is known of a run beside its directory; null where the host has said nothing. */
  live(run: RunSnapshot): LiveStatus | null {
    return this.#live.get(run.directory) ?? null;
  }

  /** The host's time, milliseconds since the Unix epoch. */
  get now(): number {
    return Date.now() + this.#ahead;
  }
}

/** Whether somebody trains the run right now. */
export function isOn({ state }: RunSnapshot, live: LiveStatus | null): boolean {
  const isUnderWay =
    state === 'starting' || state === 'training' || state === 'paused' || state === 'evaluating';
  return isUnderWay && (live === null || live.isOurs || live.isWrittenElsewhere);
}
