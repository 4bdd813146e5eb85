import type { RunGrowth } from '../record/run-growth.js';
import type { RunSnapshot } from '../record/snapshot.js';
import { RunSeries } from './run-series.js';
import { ThinnedEvents } from './thinned-events.js';

/** All that there is to show of a run but its curves. */
export type RunCourse = Omit<RunSnapshot, 'steps' | 'growing'>;

/** A run as a page keeps it: the snapshot that it was given, and what the run has gained since. */
export class GrowingSnapshot {
  /** What the growths are added to; null before the first: few runs that are looked at grow. */
  #grown: { readonly series: RunSeries; readonly events: ThinnedEvents } | null = null;
  readonly #growing: NonNullable<RunSnapshot['growing']>;
  #revision: number;
  /** What is shown; its curves are made anew when they are asked for. */
  #shown: RunSnapshot;
  #areCurvesCurrent = true;

  /** @throws Error for a snapshot that cannot grow: that of a report */
  constructor(snapshot: RunSnapshot) {
    if (snapshot.growing === null) {
      throw new Error(`The snapshot of ${snapshot.directory} cannot grow`);
    }
    this.#growing = snapshot.growing;
    this.#revision = snapshot.growing.revision;
    this.#shown = snapshot;
  }

  /**
   * Adds what the run has gained; one that the snapshot has already is passed over.
   *
   * @returns false where a growth before this one is missing: nothing is added, and a new snapshot is needed
   */
  add(growth: RunGrowth): boolean {
    if (growth.revision !== this.#revision) {
      return growth.revision < this.#revision;
    }
    const { state, reason, findings, damages } = growth;
    const { series, events } = (this.#grown ??= {
      series: RunSeries.from(this.#shown.steps, this.#growing),
      events: ThinnedEvents.from(this.#shown.events, this.#growing.eventCounts),
    });
    this.#revision += 1;
    series.append(growth.steps);
    events.append(growth.events);
    this.#shown = {
      ...this.#shown,
      state,
      reason,
      events: growth.events.length === 0 ? this.#shown.events : events.events,
      eventsLeftOut: events.leftOut,
      findings: findings ?? this.#shown.findings,
      damages: damages ?? this.#shown.damages,
    };
    this.#areCurvesCurrent = false;
    return true;
  }

  /** What there is to say of it after the last growth, at no cost. */
  get course(): RunCourse {
    return this.#shown;
  }

  /** What the host's snapshot would be after the last growth. */
  get snapshot(): RunSnapshot {
    return {
      ...this.shown,
      growing:
        this.#grown === null
          ? this.#growing
          : {
              revision: this.#revision,
              ...this.#grown.series.totals(),
              eventCounts: this.#grown.events.counts,
            },
    };
  }

  /**
   * All that there is to show of it, for who adds nothing to it himself: what it grows from is that of an earlier time. Each
   * curve is made when it is first asked for, which may be after the next growth: then it has that too.
   */
  get shown(): RunSnapshot {
    if (this.#grown !== null && !this.#areCurvesCurrent) {
      const { window, nullBand } = this.#shown.steps;
      const steps = Object.assign(this.#grown.series.curvesOnDemand(), { window, nullBand });
      this.#shown = { ...this.#shown, steps };
      this.#areCurvesCurrent = true;
    }
    return this.#shown;
  }
}
