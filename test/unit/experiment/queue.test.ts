import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { workThrough } from '../../../bench/experiment/queue.js';

function board(failing: readonly string[] = []) {
  const done = new Set<string>(['there']);
  const order: string[] = [];
  let [running, most] = [0, 0];
  return {
    order,
    most: () => most,
    isDone: (id: string) => done.has(id),
    work: async (id: string) => {
      running += 1;
      most = Math.max(most, running);
      order.push(id);
      await delay(2);
      running -= 1;
      if (failing.includes(id)) {
        throw new Error(id);
      }
      done.add(id);
    },
  };
}

it('works in order, so many at a time, and leaves out what is done', async () => {
  const { isDone, work, order, most } = board();
  const tasks = ['a', 'there', 'b', 'c', 'd'].map((id) => ({ id, after: null }));
  expect(await workThrough(tasks, 2, isDone, work)).toEqual([]);
  expect(order).toEqual(['a', 'b', 'c', 'd']);
  expect(most()).toBe(2);
});

it('begins nothing before what has to be done before it', async () => {
  const { isDone, work, order } = board();
  const tasks = [
    { id: 'a', after: 'b' },
    { id: 'b', after: null },
    { id: 'c', after: 'there' },
  ];
  expect(await workThrough(tasks, 2, isDone, work)).toEqual([]);
  expect(order).toEqual(['b', 'c', 'a']);
});

it('goes on with the rest where one fails, and names what failed and what waited for it', async () => {
  const { isDone, work, order } = board(['a']);
  const tasks = [
    { id: 'a', after: null },
    { id: 'b', after: 'a' },
    { id: 'c', after: null },
  ];
  expect(await workThrough(tasks, 1, isDone, work)).toEqual(['a', 'b']);
  expect(order).toEqual(['a', 'c']);
});
