import { expect, it, vi } from 'vitest';
import { KnownVersions } from '../../../src/editor/lenses/known-versions.js';
import { knownRun } from './known-run.js';

const run = knownRun({});

/** Verdicts that are given by hand. */
function verdicts() {
  const given: ((isOlder: boolean) => void)[] = [];
  const isOlder = vi.fn(
    () =>
      new Promise<boolean>((resolve) => {
        given.push(resolve);
      }),
  );
  const news = vi.fn();
  return { given, isOlder, news, versions: new KnownVersions(isOlder, news) };
}

it('gives a verdict that comes at once, and has no news', async () => {
  const { versions, given, news } = verdicts();
  const asked = versions.of(run);
  given[0](true);
  expect(await asked).toBe(true);
  expect(news).not.toHaveBeenCalled();
});

it('waits a moment for slow files, and tells once they have been read', async () => {
  const { versions, given, news } = verdicts();
  expect(await versions.of(run)).toBeNull();
  given[0](true);
  await vi.waitFor(() => {
    expect(news).toHaveBeenCalledTimes(1);
  }, 30_000);
  // Asked again it knows, however slow the files are; that the verdict stays as it is, is no news.
  expect(await versions.of(run)).toBe(true);
  given[1](true);
  await new Promise(setImmediate);
  expect(news).toHaveBeenCalledTimes(1);
});

it('reads files that do not answer once, however often it is asked', async () => {
  const { versions, isOlder } = verdicts();
  expect(await Promise.all([versions.of(run), versions.of(run), versions.of(run)])).toEqual([
    null,
    null,
    null,
  ]);
  expect(isOlder).toHaveBeenCalledTimes(1);
});
