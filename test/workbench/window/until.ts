import { setTimeout as delay } from 'node:timers/promises';

/** How long a test waits for what a person would wait for, milliseconds. */
export const patience = 60_000;

/**
 * What `look` gives, once it gives something other than null, undefined or false; a throw counts as not yet.
 *
 * @throws Error that says what was awaited, and with what the last look failed
 */
export async function until<Found>(
  what: string,
  look: () => Found | Promise<Found>,
  milliseconds = patience,
): Promise<NonNullable<Exclude<Found, false>>> {
  const deadline = Date.now() + milliseconds;
  let last: unknown = 'nothing was found';
  do {
    try {
      const found = await look();
      if (found !== null && found !== undefined && found !== false) {
        return found as NonNullable<Exclude<Found, false>>;
      }
    } catch (error) {
      last = error;
    }
    await delay(100);
  } while (Date.now() < deadline);
  throw new Error(`Waited ${milliseconds / 1000} s in vain for ${what}.`, { cause: last });
}
