import * as l10n from '@vscode/l10n';
import { inWords } from '../../../src/metrics/findings/words.js';
import { element } from '../../page/element.js';
import { ActionButton } from '../../ui/button.js';

/** Which of many things are shown, and the buttons that lead to the others. */
export class Pager {
  readonly root = element('nav', { className: 'pager' });
  readonly #words = element('span', { className: 'pager-words' });
  readonly #length: number;
  readonly #onPage: (offset: number) => void;
  readonly #buttons: readonly {
    readonly button: ActionButton;
    /** Where it leads to; null where it leads nowhere. */
    readonly target: () => number | null;
  }[];
  #offset = 0;
  #total = 0;

  /** @param length how many things a page has */
  constructor(label: string, length: number, onPage: (offset: number) => void) {
    this.#length = length;
    this.#onPage = onPage;
    const back = (target: number) => (this.#offset > 0 ? Math.max(0, target) : null);
    const on = (target: number) => (this.#offset + length < this.#total ? target : null);
    this.#buttons = [
      this.#button('⇤', l10n.t('First page'), () => back(0)),
      this.#button('←', l10n.t('Previous page'), () => back(this.#offset - length)),
      this.#button('→', l10n.t('Next page'), () => on(this.#offset + length)),
      this.#button('⇥', l10n.t('Last page'), () => on(this.#last)),
    ];
    this.#words.setAttribute('role', 'status');
    this.root.setAttribute('aria-label', label);
    const [first, previous, next, last] = this.#buttons.map(({ button }) => button.root);
    this.root.append(first, previous, this.#words, next, last);
    this.show(0, 0);
  }

  /** @param offset how many come before the page */
  show(offset: number, total: number): void {
    [this.#offset, this.#total] = [offset, total];
    this.#words.textContent =
      total === 0
        ? l10n.t('no samples')
        : l10n.t(
            '{0}–{1} of {2}',
            inWords(offset + 1, 'count'),
            inWords(Math.min(total, offset + this.#length), 'count'),
            inWords(total, 'count'),
          );
    for (const { button, target } of this.#buttons) {
      button.isEnabled = target() !== null;
    }
    this.root.hidden = total === 0;
  }

  /** Turns the page by a key, as a person reads a long document; false where the key does not. */
  turn(key: string): boolean {
    const place = { Home: 0, PageUp: 1, PageDown: 2, End: 3 }[key];
    const target = place === undefined ? null : this.#buttons[place].target();
    if (target !== null) {
      this.#onPage(target);
    }
    return target !== null;
  }

  /** Where the last page begins. */
  get #last(): number {
    return Math.max(0, Math.ceil(this.#total / this.#length) - 1) * this.#length;
  }

  #button(sign: string, name: string, target: () => number | null) {
    const button = new ActionButton(sign, {
      title: name,
      onClick: () => {
        const offset = target();
        if (offset !== null) {
          this.#onPage(offset);
        }
      },
    });
    button.root.setAttribute('aria-label', name);
    return { button, target };
  }
}
