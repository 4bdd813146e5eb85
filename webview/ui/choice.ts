import { toolkitElement } from './toolkit.js';

/** One of the values of a {@link Choice}, and how a person reads it. */
export interface Offer<Value extends string> {
  readonly value: Value;
  readonly label: string;
}

let made = 0;

/** A labelled drop-down list of a few values. */
export class Choice<Value extends string> {
  readonly root = document.createElement('div');
  readonly #dropdown = toolkitElement('vscode-dropdown');
  #offers: readonly Offer<Value>[] = [];

  constructor(
    label: string,
    offers: readonly Offer<Value>[],
    chosen: Value,
    onChange?: () => void,
  ) {
    made += 1;
    const name = document.createElement('label');
    name.id = `choice-${made}`;
    name.textContent = label;
    this.#dropdown.setAttribute('aria-labelledby', name.id);
    this.root.className = 'field';
    this.root.append(name, this.#dropdown);
    name.addEventListener('click', () => {
      this.#dropdown.focus();
    });
    this.#dropdown.addEventListener('change', () => {
      onChange?.();
    });
    this.offer(offers, chosen);
  }

  /** What is chosen. */
  get value(): Value {
    const chosen = this.#dropdown.value;
    return this.#offers.find(({ value }) => value === chosen)?.value ?? this.#offers[0].value;
  }

  focus(): void {
    this.#dropdown.focus();
  }

  /** Offers other values; keeps what is chosen where it is still among them, and otherwise chooses `chosen`. */
  offer(offers: readonly Offer<Value>[], chosen: Value): void {
    const isSame =
      offers.length === this.#offers.length &&
      offers.every(({ value, label }, place) => {
        const now = this.#offers[place];
        return now.value === value && now.label === label;
      });
    if (isSame) {
      return;
    }
    const before = this.#offers.length === 0 ? chosen : this.value;
    const isOffered = (wanted: Value): boolean => offers.some(({ value }) => value === wanted);
    const selected = [before, chosen].find(isOffered) ?? offers[0].value;
    this.#offers = offers;
    this.#dropdown.replaceChildren(
      ...offers.map(({ value, label }) => {
        const option = toolkitElement('vscode-option');
        option.setAttribute('value', value);
        option.toggleAttribute('selected', value === selected);
        option.textContent = label;
        return option;
      }),
    );
  }
}
