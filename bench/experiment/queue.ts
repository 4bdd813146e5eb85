/** A piece of work, and the one that has to be done before it. */
export interface Task<Id> {
  readonly id: Id;
  readonly after: Id | null;
}

/**
 * Works through `tasks`, `workers` at a time, in their order as far as what has to be done before allows. A task whose
 * work throws fails alone, and with it what comes after it.
 *
 * @param isDone whether a task need not be worked on
 * @returns the tasks that failed, or could not be begun
 */
export async function workThrough<Id>(
  tasks: readonly Task<Id>[],
  workers: number,
  isDone: (id: Id) => boolean,
  work: (id: Id) => Promise<void>,
): Promise<Id[]> {
  const waiting = tasks.filter(({ id }) => !isDone(id));
  const running = new Map<Id, Promise<void>>();
  const failed: Id[] = [];
  for (;;) {
    const next = waiting.findIndex(({ after }) => after === null || isDone(after));
    if (next >= 0 && running.size < workers) {
      const [{ id }] = waiting.splice(next, 1);
      const ending = work(id)
        .catch(() => void failed.push(id))
        .finally(() => running.delete(id));
      running.set(id, ending);
    } else if (running.size > 0) {
      await Promise.race(running.values());
    } else {
      return [...failed, ...waiting.map(({ id }) => id)];
    }
  }
}
