import { setTimeout as delay } from 'node:timers/promises';

/** How long a test waits for what a person would wait for, milliseconds: a busy machine may be ten times as slow. */
export const patience = 120_000;

/** How long the first look may wait for what comes of what it does, milliseconds. */
const firstLimit = 2_000;

/**
 * What `look` gives, once it gives something other than null, undefined or false; a throw counts as not yet.
 *
 * @param look given how long it may wait itself, milliseconds: twice as long with every look, so that one that begins
 *   with a click or a key comes to its end also where the window is slow to answer
 * @throws Error that says what was awaited, and with what the last look failed
 */
export async function until<Found>(
  what: string,
  look: (limit: number) => Found | Promise<Found>,
  milliseconds = patience,
): Promise<NonNullable<Exclude<Found, false>>> {
  const deadline = Date.now() + milliseconds;
  let last: unknown = 'nothing was found';
  let limit = firstLimit;
  do {
    try {
      const found = await look(limit);
      if (found !== null && found !== undefined && found !== false) {
        return found as NonNullable<Exclude<Found, false>>;
      }
    } catch (error) {
      last = error;
    }
    limit = Math.min(2 * limit, patience);
    await delay(100);
  } while (Date.now() < deadline);
  throw new Error(`Waited ${milliseconds / 1000} s in vain for ${what}.`, { cause: last });
}
