import * as l10n from '@vscode/l10n';
import { setTimeout as wait } from 'node:timers/promises';
import type { RunState } from '../record/event.js';
import { describeProblem } from '../record/problem.js';
import { isDiskFull } from '../runs/disk-problem.js';
import type { RunWriter } from '../runs/run-writer.js';
import type { SessionItem } from '../training/session/session-item.js';
import type { RecordingObserver } from './record-session.js';

/** How often a full disk is tried again, milliseconds. */
const retryInterval = 1000;

/**
 * Writing that outlasts a full disk: it is tried again until there is space, the run being `paused` meanwhile with the
 * reason. That is told at once to the observer, and written to the run as soon as that can be.
 */
export class PatientWriting {
  readonly #writer: RunWriter;
  readonly #observer: RecordingObserver;
  readonly #stopping: AbortSignal;
  #state: RunState = 'starting';
  #step = 0;

  /** @param stopping once aborted, nothing is waited for */
  constructor(writer: RunWriter, observer: RecordingObserver, stopping: AbortSignal) {
    this.#writer = writer;
    this.#observer = observer;
    this.#stopping = stopping;
  }

  /** Takes note of where the run stands: each item but the last, which ends it. */
  note(item: SessionItem): void {
    if (item.kind === 'step') {
      this.#step = item.step.step;
    } else if (item.kind === 'event') {
      this.#step = item.event.step;
      this.#state = item.event.type === 'state' ? item.event.state : this.#state;
    }
  }

  /**
   * What `write` gives. It must be harmless to repeat.
   *
   * @throws Problem where it fails for another reason than a full disk, or the run is to end
   */
  async perform<Result>(write: () => Promise<Result>): Promise<Result> {
    for (let waiting = false; ; waiting = true) {
      try {
        const result = await write();
        if (waiting) {
          this.#tell(this.#state, null);
          this.#observer.waiting(null);
        }
        return result;
      } catch (thrown) {
        if (!isDiskFull(thrown) || this.#stopping.aborted) {
          throw thrown;
        }
        if (!waiting) {
          const problem = describeProblem(thrown);
          this.#tell('paused', `${problem.file ?? l10n.t('The run')}: ${problem.what}`);
          this.#observer.waiting(problem);
        }
      }
      // Cut short by the abort: then it is tried once more, and gives up.
      await wait(retryInterval, undefined, { signal: this.#stopping }).catch(() => undefined);
    }
  }

  #tell(state: RunState, reason: string | null): void {
    const happened = { time: Date.now(), step: this.#step };
    this.#writer.appendEvent({ type: 'state', ...happened, state, reason });
  }
}
