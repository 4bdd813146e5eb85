import { Throttle } from '../throttle.js';

/** How often a tree is told something at most, milliseconds. */
const interval = 1000;

/** How long a tree may leave untaken what it was told before it is told of further changes, milliseconds. */
const patience = 15_000;

/** What a tree is told: that everything may have changed, or that the items with these ids have. */
export type News = 'all' | ReadonlySet<string>;

/**
 * Tells a tree what has changed, and nothing further before it has taken that up.
 *
 * VS Code does one after the other what a tree was told, each time whole: where its window is busier than the news is
 * slow, it would fall ever further behind. And told that everything has changed, it gives up the listing under way.
 */
export class TreeNews {
  readonly #tell: (news: News) => boolean;
  readonly #throttle = new Throttle(interval, () => {
    this.#tellNext();
  });
  #isAllNew = false;
  #changed = new Set<string>();
  /** What the tree was told and has not taken up. */
  #untaken: News | null = null;
  #timer: NodeJS.Timeout | undefined;

  /** @param tell tells the tree, and says whether there was anything that it can take up */
  constructor(tell: (news: News) => boolean) {
    this.#tell = tell;
  }

  /** Everything may have changed. */
  allChanged(): void {
    this.#isAllNew = true;
    this.#throttle.ask();
  }

  /** The item with this id has changed. */
  itemChanged(id: string): void {
    this.#changed.add(id);
    this.#throttle.ask();
  }

  /** For who answers the tree: it has all items now, what changes from now on not among it. */
  tookAll(): void {
    if (this.#untaken === 'all') {
      this.#settle();
    }
  }

  /** For who answers the tree: it has this item now. */
  tookItem(id: string): void {
    if (this.#untaken !== null && this.#untaken !== 'all' && this.#untaken.has(id)) {
      this.#settle();
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#throttle.dispose();
  }

  #settle(): void {
    clearTimeout(this.#timer);
    this.#untaken = null;
    if (this.#isAllNew || this.#changed.size > 0) {
      this.#throttle.ask();
    }
  }

  #tellNext(): void {
    if (this.#untaken !== null || (!this.#isAllNew && this.#changed.size === 0)) {
      return;
    }
    const news = this.#isAllNew ? 'all' : this.#changed;
    this.#isAllNew = false;
    this.#changed = new Set();
    this.#untaken = news;
    this.#timer = setTimeout(() => {
      this.#settle();
    }, patience);
    if (!this.#tell(news)) {
      this.#settle();
    }
  }
}
