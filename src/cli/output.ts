/** Where a verb writes: words for a person, and one document for a program. */
export interface Output {
  /** Whether a program reads standard output. */
  readonly json: boolean;
  /** Writes a line for a person: to standard output, or to standard error where a program reads the former. */
  say(line: string): void;
  /** Writes the verb's one JSON document; only where a program asked for it. */
  document(value: unknown): void;
}

/** The output of a verb called with or without `--json`. */
export function createOutput(json: boolean): Output {
  return {
    json,
    say(line) {
      (json ? process.stderr : process.stdout).write(`${line}\n`);
    },
    document(value) {
      if (json) {
        process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
      }
    },
  };
}
