import * as vscode from 'vscode';
import type { ProblemDescription } from '../record/problem.js';

/** How much of what one child prints goes into the log, characters. */
const mostOutput = 256 * 1024;

/** The output channel "Modality Lens". */
export class Log implements vscode.Disposable {
  readonly #channel = vscode.window.createOutputChannel('Modality Lens', { log: true });

  info(text: string): void {
    this.#channel.info(text);
  }

  /** What went wrong, with all that is known of it. */
  problem({ file, line, entry, what, remedy, code }: ProblemDescription): void {
    const place = [file, line, entry].filter((part) => part !== undefined).join(':');
    this.#channel.error(`${code}${place === '' ? '' : ` ${place}`}: ${what} ${remedy}`);
  }

  /** A sink for what one child prints; after {@link mostOutput} characters it only says that more came. */
  childOutput(name: string): (text: string) => void {
    let left = mostOutput;
    return (text) => {
      if (left <= 0) {
        return;
      }
      const shown = text.slice(0, left).trimEnd();
      left -= text.length;
      if (shown !== '') {
        this.#channel.info(`${name} printed: ${shown}`);
      }
      if (left <= 0) {
        this.#channel.warn(`${name} printed more, which is left out.`);
      }
    };
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}
