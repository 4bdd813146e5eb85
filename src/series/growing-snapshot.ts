import type { RunGrowth } from '../record/run-growth.js';
import type { RunSnapshot } from '../record/snapshot.js';
import { RunSeries } from './run-series.js';
import { ThinnedEvents } from './thinned-events.js';

/** A run as a page keeps it: the snapshot that it was given, and what the run has gained since. */
export class GrowingSnapshot {
  readonly #series: RunSeries;
  readonly #events: ThinnedEvents;
  #revision: number;
  #snapshot: RunSnapshot;
  #isCurrent = true;

  /** @throws Error for a snapshot that cannot grow: that of a report */
  constructor(snapshot: RunSnapshot) {
    if (snapshot.growing === null) {
      throw new Error(`The snapshot of ${snapshot.directory} cannot grow`);
    }
    this.#series = RunSeries.from(snapshot.steps, snapshot.growing);
    this.#events = ThinnedEvents.from(snapshot.events, snapshot.growing.eventCounts);
    this.#revision = snapshot.growing.revision;
    this.#snapshot = snapshot;
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
    this.#revision += 1;
    this.#series.append(growth.steps);
    this.#events.append(growth.events);
    this.#snapshot = {
      ...this.#snapshot,
      state,
      reason,
      findings: findings ?? this.#snapshot.findings,
      damages: damages ?? this.#snapshot.damages,
    };
    this.#isCurrent = false;
    return true;
  }

  /** All that there is to show: what the host's snapshot would be after the last growth. */
  get snapshot(): RunSnapshot {
    if (!this.#isCurrent) {
      this.#snapshot = {
        ...this.#snapshot,
        steps: { ...this.#snapshot.steps, ...this.#series.curves() },
        events: this.#events.events,
        eventsLeftOut: this.#events.leftOut,
        growing: {
          revision: this.#revision,
          ...this.#series.totals(),
          eventCounts: this.#events.counts,
        },
      };
      this.#isCurrent = true;
    }
    return this.#snapshot;
  }
}
