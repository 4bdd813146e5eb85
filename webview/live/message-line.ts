import { formatProblem, Problem } from '../../src/record/problem.js';
import { element } from '../page/element.js';

/** Says beside what was clicked what is under way and what went wrong. */
export class MessageLine {
  readonly root = element('p', { className: 'message' });

  constructor() {
    this.root.setAttribute('role', 'status');
    this.clear();
  }

  /** Waits for `request`, saying `meanwhile`; what goes wrong stays until the next request. True where it was done. */
  async follow(meanwhile: string, request: Promise<unknown>): Promise<boolean> {
    this.#say(meanwhile, false);
    try {
      await request;
      this.clear();
      return true;
    } catch (thrown) {
      this.fail(thrown);
      return false;
    }
  }

  /** Says what went wrong. */
  fail(thrown: unknown): void {
    this.#say(thrown instanceof Problem ? formatProblem(thrown.description) : String(thrown), true);
  }

  clear(): void {
    this.#say('', false);
  }

  #say(text: string, isProblem: boolean): void {
    this.root.textContent = text;
    this.root.classList.toggle('is-problem', isProblem);
    this.root.hidden = text === '';
  }
}
