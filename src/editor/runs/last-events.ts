import { lastEvaluation, lastUtilization } from '../../metrics/findings/facts.js';
import type { RunEvent } from '../../record/event.js';
import { EventTail } from '../../runs/event-tail.js';
import { runFile } from '../../runs/run-files.js';
import { stampOf } from '../../runs/stamp.js';

/** Of a run's events what a list of runs shows. */
export interface EventsInShort {
  /** The last state, as an event; none where no event says one. */
  readonly states: readonly RunEvent[];
  /** Accuracy of the model's prediction at the last evaluation, 0–1; null where there is none. */
  readonly accuracy: number | null;
  /** The last conditional utilization, modalities cut by the mean; null where none was measured. */
  readonly lastUtilization: ReturnType<typeof lastUtilization>;
}

const none: EventsInShort = { states: [], accuracy: null, lastUtilization: null };

/** The last events of one run, read as they come: a run of thousands of epochs is looked at as often as a short one. */
export class LastEvents {
  readonly #file: string;
  readonly #tail: EventTail;
  #known = none;
  /** Looks follow one upon another. */
  #looking: Promise<unknown> = Promise.resolve();

  /** @param directory of the run */
  constructor(directory: string) {
    this.#file = runFile(directory, 'events');
    this.#tail = new EventTail(directory);
  }

  /** As the events are now. Throws a Problem where they cannot be read. */
  look(): Promise<EventsInShort> {
    const look = this.#looking.then(() => this.#look());
    this.#looking = look.catch(() => undefined);
    return look;
  }

  async #look(): Promise<EventsInShort> {
    const { stamp } = this.#tail;
    if (stamp === null || stamp !== (await stampOf(this.#file))) {
      const { events, rewritten } = await this.#tail.next();
      this.#known = inShort(rewritten ? none : this.#known, events);
    }
    return this.#known;
  }
}

/** What `events` add to what was `known` of those before them. */
function inShort(known: EventsInShort, events: readonly RunEvent[]): EventsInShort {
  const state = events.findLast((event) => event.type === 'state');
  const accuracy = lastEvaluation({ events })?.accuracy;
  return {
    states: state === undefined ? known.states : [state],
    accuracy: accuracy === undefined ? known.accuracy : Number.isNaN(accuracy) ? null : accuracy,
    lastUtilization: lastUtilization({ events }) ?? known.lastUtilization,
  };
}
