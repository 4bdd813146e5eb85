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
  /** Kept here: the dropdown takes up new options, and which of them is selected, only later. */
  #chosen: string;

  constructor(
    label: string,
    offers: readonly Offer<Value>[],
    chosen: Value,
    onChange?: () => void,
  ) {
    made += 1;
    this.#chosen = chosen;
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
      this.#chosen = this.#dropdown.value;
      onChange?.();
    });
    this.offer(offers, chosen);
  }

  /** What is chosen. */
  get value(): Value {
    return this.#offers.find(({ value }) => value === this.#chosen)?.value ?? this.#offers[0].value;
  }

  /** Chooses one of what is offered, as if nobody had; anything else is ignored. */
  set value(chosen: Value) {
    if (this.#offers.some(({ value }) => value === chosen) && this.value !== chosen) {
      this.#fill(this.#offers, chosen);
    }
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
    this.#fill(offers, selected);
  }

  #fill(offers: readonly Offer<Value>[], selected: Value): void {
    this.#chosen = selected;
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
