import path from 'node:path';
import { until } from '../window/until.js';
import type { Window } from '../window/window.js';

/** The size of a window, as most people have it. */
const usual = { width: 1440, height: 900 };

/** How wide a page alone in its window is pictured, in pixels. */
const widths = { wide: 1280, narrow: 420 };

/** A page longer than this is cut off. */
const longest = 8_000;

/** Takes pictures of a window. */
export class Camera {
  readonly #window: Window;
  readonly #folder: string;
  readonly #prefix: string;

  /** @param prefix of the names of its pictures */
  constructor(window: Window, folder: string, prefix: string) {
    this.#window = window;
    this.#folder = folder;
    this.#prefix = prefix;
  }

  /** Of the whole window. */
  async window(of: string): Promise<void> {
    await this.#window.page.mouse.move(0, 0);
    // Lists slide in, hovers fade out.
    await this.#window.page.waitForTimeout(1_000);
    await this.#window.page.screenshot({ path: this.#file(of) });
  }

  /** Of the page that is in front, in its whole length: at each width, by default wide and as narrow as beside an editor. */
  async page(of: string, at: Readonly<Record<string, number>> = widths): Promise<void> {
    for (const [name, width] of Object.entries(at)) {
      await this.#fit(width);
      await this.#window.page.mouse.move(0, 0);
      await this.#drawn();
      const clip = await this.#box();
      await this.#window.page.screenshot({ path: this.#file(`${of} ${name}`), clip });
    }
    await this.#window.page.setViewportSize(usual);
  }

  /** Makes the window so large that its page is `width` pixels wide and as long as what it shows. */
  async #fit(width: number): Promise<void> {
    await this.#resize({ ...usual, width });
    const { width: own } = await this.#box();
    const wide = { ...usual, width: 2 * width - own };
    await this.#resize(wide);
    const box = await until(`a page of ${width} px`, async () => {
      const now = await this.#box();
      return Math.abs(now.width - width) < 1 && now;
    });
    const length = Math.min(await this.#length(), longest);
    const height = Math.max(usual.height, Math.ceil(usual.height - box.height + length));
    await this.#resize({ ...wide, height });
  }

  /** Gives the window a size, and waits until VS Code has laid itself out in it. */
  async #resize(size: typeof usual): Promise<void> {
    const { page } = this.#window;
    await page.setViewportSize(size);
    const workbench = page.locator('.monaco-workbench').first();
    await until(`a window of ${size.width} px`, async () => {
      const box = await workbench.boundingBox();
      return box?.width === size.width && box.height === size.height;
    });
  }

  /** How long the page is, once it has grown to what it shows. */
  async #length(): Promise<number> {
    const html = this.#window.panel().locator('html');
    let last = -1;
    return until('the page as long as it gets', async () => {
      await this.#drawn();
      const before = last;
      last = await html.evaluate(({ scrollHeight }) => scrollHeight);
      await this.#window.page.waitForTimeout(200);
      return last === before ? last : null;
    });
  }

  /** Where the page that is in front stands. */
  async #box() {
    const box = await this.#frame().boundingBox();
    if (box === null) {
      throw new Error('There is no page to picture.');
    }
    return box;
  }

  /** Settles when the page has drawn everything. */
  async #drawn(): Promise<void> {
    const { page } = this.#window;
    await page.waitForTimeout(100);
    await this.#window
      .panel()
      .locator('html:not([data-to-be-drawn])')
      .waitFor({ state: 'attached' });
  }

  #frame() {
    return this.#window.page
      .locator('iframe.webview.ready:not([src*="purpose=webviewView"])')
      .last();
  }

  #file(of: string): string {
    const name = `${this.#prefix}-${of.toLowerCase().replaceAll(/\W+/g, '-')}.png`;
    return path.join(this.#folder, name);
  }
}
