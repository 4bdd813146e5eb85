import type { LiveStatus, PageNotice, PreferredBalancing } from '../../src/record/page-message.js';
import type { ProblemDescription } from '../../src/record/problem.js';
import type { RunSnapshot } from '../../src/record/snapshot.js';
import { GrowingSnapshot, type RunCourse } from '../../src/series/growing-snapshot.js';
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
  /** Absolute paths of the directories of the runs that are to be shown; null where the page is not found again. */
  places: readonly string[] | null = null;
  /** Runs that are to be shown and cannot be read. */
  unreadable: Extract<PageNotice, { type: 'show' }>['unreadable'] = [];
  preferred: PreferredBalancing = { alpha: null, window: null, warmUpEpochs: null };
  inspected: readonly Inspected[] = [];
  #runs: readonly (
    GrowingSnapshot | { readonly shown: RunSnapshot; readonly course: RunCourse }
  )[] = [];
  readonly #live = new Map<string, LiveStatus>();
  /** Host's clock minus this page's, milliseconds: the host may be another machine. */
  #ahead = 0;

  /** Takes up what the host says; false where it cannot, and only a new snapshot helps. */
  take(notice: Exclude<PageNotice, { type: 'answer' }>): boolean {
    switch (notice.type) {
      case 'show':
        this.isKnown = true;
        this.#runs = notice.snapshot.runs.map((snapshot) =>
          snapshot.growing === null
            ? { shown: snapshot, course: snapshot }
            : new GrowingSnapshot(snapshot),
        );
        this.nothing = null;
        this.places = notice.places;
        this.unreadable = notice.unreadable;
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
        const own = this.inspected.filter((each) => each.directory === directory);
        const others = this.inspected.filter((each) => each.directory !== directory);
        const older = own.filter((each) => !isSameMeasurement(each.inspection, inspection));
        this.inspected = [
          { directory, inspection },
          ...older.slice(0, mostInspected - 1),
          ...others,
        ];
        break;
      }
      case 'exportChart':
      case 'sampled':
      case 'gated':
        break;
      case 'grow': {
        const { directory } = notice.growth;
        const run = this.#runs.find(({ course }) => course.directory === directory);
        // A run that is not shown was taken off the page while its growth was on the way.
        return run === undefined || (run instanceof GrowingSnapshot && run.add(notice.growth));
      }
    }
    return true;
  }

  /** Whether the page is for several runs, though perhaps not all of them can be read. */
  get isComparison(): boolean {
    return this.#runs.length + this.unreadable.length > 1;
  }

  /** The runs, as they are after the last growth. */
  get runs(): readonly RunSnapshot[] {
    return this.#runs.map(({ shown }) => shown);
  }

  /** What there is to say of the runs; their curves are not made for it. */
  get courses(): readonly RunCourse[] {
    return this.#runs.map(({ course }) => course);
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

/** Whether one inspection measured anew what the other did. */
function isSameMeasurement(one: Inspected['inspection'], other: Inspected['inspection']): boolean {
  return (
    one.step === other.step &&
    one.utilization.split === other.utilization.split &&
    one.utilization.cut === other.utilization.cut &&
    one.utilization.samples === other.utilization.samples
  );
}

/** Whether somebody trains the run right now. */
export function isOn({ state }: RunSnapshot, live: LiveStatus | null): boolean {
  const isUnderWay =
    state === 'starting' || state === 'training' || state === 'paused' || state === 'evaluating';
  return isUnderWay && (live === null || live.isOurs || live.isWrittenElsewhere);
}
