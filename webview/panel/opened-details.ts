import type { PanelMemory } from './panel-memory.js';

/** So many are kept, more than a page has, and so much of the name of each, characters. */
const [most, longest] = [100, 500];

/** Keeps which tables and lists of numbers a person has opened, and opens them again on a page that is made anew. */
export class OpenedDetails {
  readonly #root: HTMLElement;
  readonly #memory: PanelMemory;

  /** @param root what the details are in, also those that come later */
  constructor(root: HTMLElement, memory: PanelMemory) {
    this.#root = root;
    this.#memory = memory;
    // It does not bubble.
    root.addEventListener(
      'toggle',
      ({ target }) => {
        if (target instanceof HTMLDetailsElement) {
          this.#keep(target);
        }
      },
      true,
    );
  }

  /** Opens what was opened before, of what is there now. */
  restore(): void {
    const opened = this.#memory.choices.opened ?? [];
    if (opened.length > 0) {
      for (const details of this.#root.querySelectorAll('details')) {
        details.open ||= opened.includes(this.#nameOf(details));
      }
    }
  }

  #keep(details: HTMLDetailsElement): void {
    const name = this.#nameOf(details);
    const opened = this.#memory.choices.opened ?? [];
    if (details.open !== opened.includes(name)) {
      const others = opened.filter((each) => each !== name);
      this.#memory.choose({ opened: [...others, ...(details.open ? [name] : [])].slice(-most) });
    }
  }

  /** What tells it from the others, in any language and however the page grows: what it is in, and its own name. */
  #nameOf(details: HTMLDetailsElement): string {
    const names = [details.dataset.name ?? ''];
    for (
      let around = details.parentElement;
      around !== null && around !== this.#root;
      around = around.parentElement
    ) {
      const name = around.dataset.key ?? around.id;
      if (name !== '') {
        names.unshift(name);
      }
    }
    return names.join(' > ').slice(0, longest);
  }
}
