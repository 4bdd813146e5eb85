/** What the command line's exit status means. */
export const exitCode = {
  success: 0,
  /** The work was begun and failed. */
  failed: 1,
  /** The command was used wrongly: nothing was begun. */
  wrongUse: 2,
  /** A person stopped it; the run is kept (128 + SIGINT). */
  stopped: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
