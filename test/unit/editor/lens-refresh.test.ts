import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LensRefresh } from '../../../src/editor/lenses/lens-refresh.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const model = 'file:///a.multimodal.ts';
const other = 'file:///b.multimodal.ts';

/** A text editor of VS Code, as far as its lenses go: it comes for them a while after it was told, and forgets when it is left. */
class TextEditor {
  /** When it came. */
  readonly came: number[] = [];
  readonly #document: string;
  readonly #delay: number;
  #refresh: LensRefresh | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(document: string, delay: number) {
    this.#document = document;
    this.#delay = delay;
  }

  open(refresh: LensRefresh): void {
    this.#refresh = refresh;
    this.told();
    refresh.expect([this.#document]);
  }

  told(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.came.push(Date.now());
      this.#refresh?.answered(this.#document);
    }, this.#delay);
  }

  leave(): void {
    clearTimeout(this.#timer);
  }
}

/** A refresh that tells an editor, the only one on the screen. */
function refreshing(editor: TextEditor) {
  const tell = vi.fn(() => {
    editor.told();
  });
  return { tell, refresh: new LensRefresh({ tell, shown: () => [model] }) };
}

it('tells again only after VS Code has come, however often there is news', () => {
  const tell = vi.fn();
  const refresh = new LensRefresh({ tell, shown: () => [model] });
  for (let tenth = 0; tenth < 10; tenth += 1) {
    refresh.ask();
    vi.advanceTimersByTime(95);
  }
  expect(tell).toHaveBeenCalledTimes(1);
  refresh.answered(model);
  vi.advanceTimersByTime(1000);
  expect(tell).toHaveBeenCalledTimes(2);
  refresh.answered(model);
  vi.advanceTimersByTime(5000);
  expect(tell).toHaveBeenCalledTimes(2);
});

it('tells for an editor that was left before VS Code came for it', () => {
  const editor = new TextEditor(model, 375);
  const { refresh } = refreshing(editor);
  editor.open(refresh);
  vi.advanceTimersByTime(100);
  editor.leave();
  vi.advanceTimersByTime(2000);
  expect(editor.came).toHaveLength(1);
});

it('tells once more what was told right before the editor was left', () => {
  const editor = new TextEditor(model, 375);
  const { refresh } = refreshing(editor);
  editor.open(refresh);
  vi.advanceTimersByTime(5000);
  refresh.ask();
  vi.advanceTimersByTime(100);
  editor.leave();
  vi.advanceTimersByTime(2000);
  expect(editor.came).toHaveLength(2);
});

it('tells nothing where VS Code comes by itself', () => {
  const editor = new TextEditor(model, 375);
  const { refresh, tell } = refreshing(editor);
  editor.open(refresh);
  vi.advanceTimersByTime(60_000);
  expect([editor.came.length, tell.mock.calls.length]).toEqual([1, 0]);
});

it('lets VS Code come, however long it waits and however much news there is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 250, max: 62_500 }),
      fc.integer({ min: 50, max: 3000 }),
      (delay, pause) => {
        const editor = new TextEditor(model, delay);
        const { refresh } = refreshing(editor);
        editor.open(refresh);
        const begun = Date.now();
        while (Date.now() - begun < 8 * delay) {
          refresh.ask();
          vi.advanceTimersByTime(pause);
        }
        refresh.dispose();
        // The first may be put off by doubling; from then on it is known how long VS Code takes.
        return (editor.came[0] ?? Infinity) - begun <= 4 * delay + 1 && editor.came.length >= 2;
      },
    ),
    { numRuns: 50 },
  );
});

it('waits for no other document once VS Code has come for one', () => {
  const tell = vi.fn();
  const refresh = new LensRefresh({ tell, shown: () => [model, other] });
  for (let second = 0; second < 10; second += 1) {
    refresh.ask();
    vi.advanceTimersByTime(500);
    refresh.answered(model);
    vi.advanceTimersByTime(500);
  }
  expect(tell.mock.calls.length).toBeGreaterThanOrEqual(9);
});

it('gives up where VS Code never comes, until there is news', () => {
  const tell = vi.fn();
  const refresh = new LensRefresh({ tell, shown: () => [model] });
  refresh.expect([model]);
  vi.advanceTimersByTime(600_000);
  const told = tell.mock.calls.length;
  vi.advanceTimersByTime(600_000);
  expect(tell).toHaveBeenCalledTimes(told);
  refresh.ask();
  vi.advanceTimersByTime(1);
  expect(tell).toHaveBeenCalledTimes(told + 1);
});

it('awaits nothing for an editor that is gone', () => {
  const tell = vi.fn();
  const refresh = new LensRefresh({ tell, shown: () => [] });
  refresh.expect([model]);
  vi.advanceTimersByTime(60_000);
  expect(tell).not.toHaveBeenCalled();
});

it('tells nothing once it is disposed of', () => {
  const tell = vi.fn();
  const refresh = new LensRefresh({ tell, shown: () => [model] });
  refresh.ask();
  vi.advanceTimersByTime(100);
  refresh.ask();
  refresh.dispose();
  vi.advanceTimersByTime(20_000);
  expect(tell).toHaveBeenCalledTimes(1);
});
