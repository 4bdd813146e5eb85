import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { Pace } from '../series/pace.js';
import { duration } from './number-format.js';

/** What a training shows while it goes on. */
export interface Progress extends Pace {
  readonly step: number;
  readonly epoch: number;
  readonly loss: number;
}

/** One progress bar a training, on standard error; on something that is no terminal, a line now and then. */
export class ProgressBars {
  readonly #bars = new MultiBar(
    {
      stream: process.stderr,
      format: '{label} {bar} {value}/{total} steps · epoch {epoch} · loss {loss} · {left}',
      hideCursor: true,
      noTTYOutput: true,
      notTTYSchedule: 10_000,
      barsize: 28,
      emptyOnZero: true,
    },
    Presets.shades_grey,
  );

  /**
   * Adds a bar; call the returned function with every progress.
   *
   * @param step how many steps are done already
   */
  add(label: string, plannedSteps: number, step = 0): (progress: Progress) => void {
    const start = { label, epoch: '–', loss: '–', left: 'starting' };
    const bar: SingleBar = this.#bars.create(plannedSteps, step, start);
    return ({ step, epoch, loss, timeLeft }) => {
      const left = duration(timeLeft ?? 0);
      bar.update(step, { label, epoch, loss: loss.toFixed(3), left: `${left} left` });
    };
  }

  /** Leaves the bars as they are and gives the terminal back. */
  stop(): void {
    this.#bars.stop();
  }
}
