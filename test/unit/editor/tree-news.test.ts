import { beforeEach, expect, it, vi } from 'vitest';
import { TreeNews, type News } from '../../../src/editor/runs-tree/tree-news.js';

const second = 1_000;
const told: News[] = [];
let isThere = true;
let news: TreeNews;

beforeEach(() => {
  vi.useFakeTimers();
  told.length = 0;
  isThere = true;
  news = new TreeNews((what) => {
    told.push(what);
    return isThere;
  });
  return () => {
    news.dispose();
    vi.useRealTimers();
  };
});

it('tells at once that all has changed, and at most every second afterwards', () => {
  news.allChanged();
  vi.advanceTimersByTime(0);
  expect(told).toEqual(['all']);
  news.tookAll();
  news.allChanged();
  vi.advanceTimersByTime(second - 1);
  expect(told).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(told).toEqual(['all', 'all']);
});

it('tells nothing further before it is taken up, and then all that has come meanwhile in one', () => {
  news.allChanged();
  vi.advanceTimersByTime(0);
  for (let times = 0; times < 5; times += 1) {
    news.allChanged();
    news.itemChanged('a');
    vi.advanceTimersByTime(2 * second);
  }
  expect(told).toEqual(['all']);
  news.tookAll();
  vi.advanceTimersByTime(second);
  expect(told).toEqual(['all', 'all']);
  news.tookAll();
  vi.advanceTimersByTime(5 * second);
  expect(told).toHaveLength(2);
});

it('tells of items that have changed, and waits until one of them is taken up', () => {
  news.itemChanged('a');
  news.itemChanged('b');
  vi.advanceTimersByTime(0);
  expect(told).toEqual([new Set(['a', 'b'])]);
  news.itemChanged('c');
  news.tookAll();
  news.tookItem('c');
  vi.advanceTimersByTime(2 * second);
  expect(told).toHaveLength(1);
  news.tookItem('b');
  vi.advanceTimersByTime(second);
  expect(told).toEqual([new Set(['a', 'b']), new Set(['c'])]);
});

it('waits for nothing where the tree has none of the items', () => {
  isThere = false;
  news.itemChanged('a');
  vi.advanceTimersByTime(0);
  news.allChanged();
  vi.advanceTimersByTime(second);
  expect(told).toEqual([new Set(['a']), 'all']);
});

it('goes on where what it told was never taken up', () => {
  news.allChanged();
  vi.advanceTimersByTime(0);
  news.allChanged();
  vi.advanceTimersByTime(60 * second);
  expect(told.length).toBeGreaterThan(1);
});
