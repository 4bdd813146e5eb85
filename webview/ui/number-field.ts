import type { z } from 'zod';
import { toolkitElement } from './toolkit.js';

/** What a number has to be, and what it is called. */
export interface NumberFieldOptions {
  readonly label: string;
  readonly schema: z.ZodType<number>;
  readonly value: number | null;
  /** What is said where what was typed is no such number. */
  readonly complaint: string;
  /** What an empty field means; absent where it may not be empty. */
  readonly whenEmpty?: string;
}

let made = 0;

/** A field for one number, which says below itself what is wrong with what was typed. */
export class NumberField {
  readonly root = document.createElement('div');
  readonly #field = toolkitElement('vscode-text-field');
  readonly #complaint = document.createElement('p');
  readonly #options: NumberFieldOptions;

  constructor(options: NumberFieldOptions) {
    made += 1;
    this.#options = options;
    const { label, value, whenEmpty } = options;
    this.root.className = 'field';
    this.#complaint.className = 'complaint';
    this.#complaint.id = `complaint-${made}`;
    this.#complaint.setAttribute('role', 'alert');
    this.#field.append(label);
    this.#field.setAttribute('value', value === null ? '' : String(value));
    this.#field.setAttribute('placeholder', whenEmpty ?? '');
    this.#field.setAttribute('size', '8');
    this.#field.addEventListener('input', () => {
      this.read();
    });
    this.root.append(this.#field, this.#complaint);
  }

  /** What was typed: null for an empty field that may be empty; undefined, and said so, where it is no such number. */
  read(): number | null | undefined {
    const { schema, complaint, whenEmpty } = this.#options;
    const text = this.#field.value.trim().replace(',', '.');
    if (text === '' && whenEmpty !== undefined) {
      this.#complain(null);
      return null;
    }
    const read = schema.safeParse(text === '' ? Number.NaN : Number(text));
    this.#complain(read.success ? null : complaint);
    return read.success ? read.data : undefined;
  }

  #complain(complaint: string | null): void {
    this.#complaint.textContent = complaint;
    this.#field.setAttribute('aria-invalid', String(complaint !== null));
    this.root.classList.toggle('is-invalid', complaint !== null);
  }
}
