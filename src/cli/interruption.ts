/** The person ended the work before there was anything to report. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
}

/** What can be ended in two ways. */
interface Stoppable {
  stop(): Promise<void>;
  kill(): Promise<void>;
}

/**
 * While `work` goes on, Ctrl-C asks everything in `running` to stop after its step, and a second Ctrl-C ends it at once.
 *
 * @param say tells the person what the first Ctrl-C did
 * @throws Interruption where the work fails after being asked to end
 */
export async function interruptible<Result>(
  running: readonly Stoppable[],
  say: (line: string) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  let asked = false;
  const interrupt = (): void => {
    const endings = running.map((each) => (asked ? each.kill() : each.stop()));
    if (!asked) {
      say('\nStopping after the step in progress; press Ctrl-C again to stop at once.');
    }
    asked = true;
    void Promise.all(endings);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    return await work();
  } catch (thrown) {
    throw asked ? new Interruption('Stopped by the user.', { cause: thrown }) : thrown;
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
