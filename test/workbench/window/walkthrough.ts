import type { Locator } from 'playwright-core';
import { until } from './until.js';
import type { Window } from './window.js';

/** The extension's walkthrough in a window. */
export class Walkthrough {
  readonly #window: Window;

  private constructor(window: Window) {
    this.#window = window;
  }

  /**
   * Opens it as a person does who looks for it.
   *
   * @param title what it is called in the language of the window
   */
  static async open(
    window: Window,
    title = 'Get Started with Modality Lens',
  ): Promise<Walkthrough> {
    await window.commandAndPick('Welcome: Open Walkthrough...', title);
    const opened = new Walkthrough(window);
    await opened.#steps().first().waitFor();
    return opened;
  }

  /** Shows it again, after something else was done: Escape, as before a command, leads from it to the welcome page. */
  async show(): Promise<void> {
    await Walkthrough.open(this.#window);
  }

  /** What its steps are called, in their order. */
  async titles(): Promise<string[]> {
    return this.#steps().locator('.step-title').allTextContents();
  }

  /** Opens a step where it is not. */
  async expand(title: string): Promise<void> {
    await until(`${title} opened`, async (limit) => {
      const step = this.#step(title);
      if ((await step.getAttribute('aria-expanded')) !== 'true') {
        await step.locator('.step-title').click({ timeout: limit });
      }
      return (await step.getAttribute('aria-expanded')) === 'true';
    });
  }

  /** The buttons of a step. */
  buttons(title: string): Locator {
    return this.#step(title).locator('.button-container .monaco-button');
  }

  /** Opens a step and presses a button of it. */
  async press(title: string, button: string): Promise<void> {
    // Whatever ticks a step off may open the next one, and close this one, at that moment.
    await until(`${button} pressed`, async (limit) => {
      await this.expand(title);
      await this.buttons(title)
        .filter({ hasText: button })
        .first()
        .click({ timeout: 5 * limit });
      return true;
    });
  }

  /** Whether a step is ticked off. */
  async isDone(title: string): Promise<boolean> {
    return (await this.#step(title).getAttribute('aria-checked')) === 'true';
  }

  /** What stands beside the steps: the picture or page of the one that is open. */
  media(): Locator {
    return this.#window.page.locator('.gettingStartedContainer .getting-started-media').last();
  }

  #steps(): Locator {
    return this.#window.page.locator('.gettingStartedContainer .getting-started-step');
  }

  #step(title: string): Locator {
    return this.#steps().filter({
      has: this.#window.page.locator('.step-title', { hasText: title }),
    });
  }
}
