import { progressInWords } from '../setup/progress-in-words.js';
import type { SetUpProgress } from '../setup/progress.js';
import { seldom } from '../setup/seldom.js';

/** How a set-up goes on, on standard error: one line that changes in a terminal, else a line a stage. */
export class SetUpLines {
  #told = '';
  readonly #stream = process.stderr;

  /** To be told of every progress. */
  readonly report = seldom((progress: SetUpProgress) => {
    const words = progressInWords(progress);
    if (this.#stream.isTTY) {
      this.#told = words;
      this.#stream.write(`\r\u001b[K${words.slice(0, this.#stream.columns - 1)}`);
      return;
    }
    const stage = stageOf(progress);
    if (stage !== this.#told) {
      this.#told = stage;
      this.#stream.write(`${stage}\n`);
    }
  });

  /** Leaves the line in the terminal clean. */
  end(): void {
    if (this.#stream.isTTY && this.#told !== '') {
      this.#stream.write('\r\u001b[K');
      this.#told = '';
    }
  }
}

/** What stays the same while one thing goes on. */
function stageOf(progress: SetUpProgress): string {
  return progress.stage === 'downloading'
    ? `Downloading ${progress.what}`
    : progressInWords(progress.stage === 'running' ? { ...progress, line: '' } : progress);
}
