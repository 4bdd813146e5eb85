import type { RunEvent } from '../record/event.js';
import type { RunSnapshot } from '../record/snapshot.js';

type EventCounts = NonNullable<RunSnapshot['growing']>['eventCounts'];

/** The most events of one kind that are kept. */
const mostOfAKind = 500;

interface Kept {
  event: RunEvent;
  readonly kind: string;
  /** Its place among all events of its kind, from 0. */
  readonly place: number;
}

/**
 * The events of a run, of a bounded number however many there are: every event of a rare kind; of a frequent one every
 * second, fourth, eighth …, and always the first and the last. What is kept depends on the events alone, not on the
 * pieces that they come in. The classes of a utilization are kept for the last one by `mean`.
 */
export class ThinnedEvents {
  readonly #counts = new Map<string, number>();
  #kept: Kept[] = [];

  /** Goes on from the events that were kept of so many. */
  static from(events: readonly RunEvent[], counts: EventCounts): ThinnedEvents {
    const thinned = new ThinnedEvents();
    const seen = new Map<string, number>();
    for (const [kind, count] of Object.entries(counts)) {
      thinned.#counts.set(kind, count);
    }
    thinned.#kept = events.map((event) => {
      const kind = kindOf(event);
      const count = counts[kind] ?? 0;
      const before = seen.get(kind) ?? 0;
      seen.set(kind, before + 1);
      return { event, kind, place: Math.min(before * strideFor(count), count - 1) };
    });
    return thinned;
  }

  /** Takes up the events that follow those before. */
  append(events: readonly RunEvent[]): void {
    if (events.length === 0) {
      return;
    }
    for (const event of events) {
      const kind = kindOf(event);
      const place = this.#counts.get(kind) ?? 0;
      this.#counts.set(kind, place + 1);
      this.#kept.push({ event, kind, place });
    }
    this.#thin();
  }

  /** The events that are kept, in their order. */
  get events(): RunEvent[] {
    return this.#kept.map(({ event }) => event);
  }

  /** How many events there were of each kind. */
  get counts(): EventCounts {
    return Object.fromEntries(this.#counts);
  }

  /** How many events were left out. */
  get leftOut(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0) - this.#kept.length;
  }

  #thin(): void {
    this.#kept = this.#kept.filter(({ kind, place }) => {
      const count = this.#counts.get(kind) ?? 0;
      return place === count - 1 || place % strideFor(count) === 0;
    });
    for (const kept of this.#kept) {
      const isLastByMean =
        kept.kind === 'utilization mean' && kept.place + 1 === this.#counts.get(kept.kind);
      if (kept.event.type === 'utilization' && !isLastByMean) {
        const { utilization } = kept.event;
        kept.event = { ...kept.event, utilization: { ...utilization, classes: [] } };
      }
    }
  }
}

/** Of each so manieth event one is kept where there are `count` of its kind, and the last. */
function strideFor(count: number): number {
  let stride = 1;
  while (Math.ceil(count / stride) >= mostOfAKind) {
    stride *= 2;
  }
  return stride;
}

/** What an event counts as when it is thinned: the last of each kind is there for findings, and for who looks for it. */
function kindOf(event: RunEvent): string {
  switch (event.type) {
    case 'epoch':
      return event.evaluation === null ? 'epoch' : 'evaluated epoch';
    case 'utilization':
      return `utilization ${event.utilization.cut}`;
    case 'checkpoint':
      return event.best ? 'best checkpoint' : 'checkpoint';
    case 'state':
    case 'gates':
    case 'evaluation':
    case 'strategy':
    case 'warning':
      return event.type;
  }
}
