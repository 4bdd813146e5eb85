import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { OneAtATime } from '../../../src/editor/one-at-a-time.js';

/** Work that ends when `end` is called, and how often it was begun and ended. */
function slowWork() {
  const ends: (() => void)[] = [];
  const counts = { begun: 0, ended: 0 };
  const once = new OneAtATime(async () => {
    counts.begun += 1;
    await new Promise<void>((resolve) => ends.push(resolve));
    counts.ended += 1;
  });
  return { once, counts, end: () => ends.shift()?.() };
}

it('does once more what is asked meanwhile, however often', async () => {
  const { once, counts, end } = slowWork();
  const first = once.ask();
  const others = [once.ask(), once.ask(), once.ask()];
  await setImmediate();
  expect(counts).toEqual({ begun: 1, ended: 0 });
  end();
  await setImmediate();
  expect(counts).toEqual({ begun: 2, ended: 1 });
  end();
  await Promise.all([first, ...others]);
  expect(counts).toEqual({ begun: 2, ended: 2 });
});

it('comes to an end each time where it is asked more often than it can be done', async () => {
  const { once, counts, end } = slowWork();
  for (let round = 0; round < 10; round += 1) {
    void once.ask();
    void once.ask();
    await setImmediate();
    end();
    await setImmediate();
  }
  expect(counts.ended).toBe(10);
});

it('is done anew when asked after it was done', async () => {
  const { once, counts, end } = slowWork();
  const first = once.ask();
  end();
  await first;
  const second = once.ask();
  end();
  await second;
  expect(counts).toEqual({ begun: 2, ended: 2 });
});

it.each([1, 2, 3, 4, 5, 6])('loses no asking %d turns after an earlier one', async (turns) => {
  let begun = 0;
  const once = new OneAtATime(async () => {
    begun += 1;
    await Promise.resolve();
  });
  void once.ask();
  for (let turn = 0; turn < turns; turn += 1) {
    await Promise.resolve();
  }
  const before = begun;
  await once.ask();
  expect(begun).toBe(before + 1);
});
