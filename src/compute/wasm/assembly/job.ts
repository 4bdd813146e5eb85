import { runPart, Work } from './run-part';

/**
 * A work that threads share: whoever is free takes the next part. Where a part is done, and by how many, changes nothing
 * about its result.
 *
 * Lies in memory as 32-bit integers in this order.
 */
@unmanaged
export class Job {
  /** Odd while there are parts to be had; never the same twice in a row. */
  turn: i32;
  /** Threads at work beside the one whose job it is. */
  busy: i32;
  /** The first part that nobody has taken. */
  next: i32;
  /** Whether a thread broke off. */
  failed: i32;
  work: Work;
  parts: i32;
  task: usize;
  /** Memory for each thread to use as it likes, and how much of it each has, bytes. */
  scratch: usize;
  scratchLength: usize;
}

/**
 * How often a thread looks whether what it waits for has come, before it sleeps until then: a tenth of a millisecond or so,
 * what waking up takes.
 */
const looks = 100_000;

/**
 * Does a job, with as many of the helpers as come in time; none has to.
 *
 * @param helpers how many are there
 * @returns whether all of it was done
 */
export function perform(job: Job, helpers: i32): bool {
  store<i32>(at(job, offsetof<Job>('next')), 0);
  if (helpers === 0 || job.parts < 2) {
    takeParts(job, 0);
    return true;
  }
  const turn = at(job, offsetof<Job>('turn'));
  const busy = at(job, offsetof<Job>('busy'));
  atomic.add<i32>(turn, 1);
  atomic.notify(turn, min(helpers, job.parts - 1));
  takeParts(job, 0);
  atomic.add<i32>(turn, 1);
  for (let left = atomic.load<i32>(busy); left > 0; left = atomic.load<i32>(busy)) {
    if (isStill(busy, left)) {
      atomic.wait<i32>(busy, left, -1);
    }
  }
  return atomic.load<i32>(at(job, offsetof<Job>('failed'))) === 0;
}

/** Takes parts of one job after the other, for ever: what a thread does that helps. */
export function help(job: Job, thread: i32): void {
  const turn = at(job, offsetof<Job>('turn'));
  let done = 0;
  while (true) {
    const now = atomic.load<i32>(turn);
    if (now === done || (now & 1) === 0) {
      if (isStill(turn, now)) {
        atomic.wait<i32>(turn, now, -1);
      }
      continue;
    }
    atomic.add<i32>(at(job, offsetof<Job>('busy')), 1);
    // Once it counts as busy the job stays as it is; it may have been another one before.
    if (atomic.load<i32>(turn) === now) {
      takeParts(job, thread);
    }
    done = now;
    leave(job);
  }
}

/** What is left to do for a thread that broke off while it helped. */
export function breakOff(job: Job): void {
  atomic.store<i32>(at(job, offsetof<Job>('failed')), 1);
  leave(job);
}

function leave(job: Job): void {
  const busy = at(job, offsetof<Job>('busy'));
  if (atomic.sub<i32>(busy, 1) === 1) {
    atomic.notify(busy, 1);
  }
}

/** Whether what lies at `address` has been `value` for as long as it is looked at. */
function isStill(address: usize, value: i32): bool {
  for (let look = 0; look < looks; look++) {
    if (atomic.load<i32>(address) !== value) {
      return false;
    }
  }
  return true;
}

function takeParts(job: Job, thread: i32): void {
  const next = at(job, offsetof<Job>('next'));
  const scratch = job.scratch + job.scratchLength * (thread as usize);
  let part = atomic.add<i32>(next, 1);
  while (part < job.parts) {
    runPart(job.work, job.task, part, scratch);
    part = atomic.add<i32>(next, 1);
  }
}

function at(job: Job, offset: usize): usize {
  return changetype<usize>(job) + offset;
}
