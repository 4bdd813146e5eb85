import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LensRefresh } from '../../../src/editor/lenses/lens-refresh.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

it('tells again only after VS Code has come, however often there is news', () => {
  const tell = vi.fn();
  const refresh = new LensRefresh(tell);
  for (let quarter = 0; quarter < 20; quarter += 1) {
    refresh.ask();
    vi.advanceTimersByTime(250);
  }
  expect(tell).toHaveBeenCalledTimes(1);
  refresh.answered();
  vi.advanceTimersByTime(1000);
  expect(tell).toHaveBeenCalledTimes(2);
  refresh.answered();
  vi.advanceTimersByTime(5000);
  expect(tell).toHaveBeenCalledTimes(2);
});

it('tells again after a while where VS Code does not come', () => {
  const tell = vi.fn();
  const refresh = new LensRefresh(tell);
  refresh.ask();
  vi.advanceTimersByTime(1000);
  refresh.ask();
  vi.advanceTimersByTime(20_000);
  expect(tell).toHaveBeenCalledTimes(2);
});

it('tells nothing once it is disposed of', () => {
  const tell = vi.fn();
  const refresh = new LensRefresh(tell);
  refresh.ask();
  vi.advanceTimersByTime(100);
  refresh.ask();
  refresh.dispose();
  vi.advanceTimersByTime(20_000);
  expect(tell).toHaveBeenCalledTimes(1);
});
