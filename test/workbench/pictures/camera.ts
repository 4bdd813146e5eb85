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
    await this.#still();
    await this.#window.page.screenshot({ path: this.#file(of) });
  }

  /** Of the page that is in front, in its whole length: at each width, by default wide and as narrow as beside an editor. */
  async page(of: string, at: Readonly<Record<string, number>> = widths): Promise<void> {
    for (const [name, width] of Object.entries(at)) {
      await this.#fit(width);
      const clip = await this.#frame().boundingBox();
      if (clip === null) {
        throw new Error(`There is no page to picture as ${of}.`);
      }
      await this.#still();
      await this.#window.page.screenshot({ path: this.#file(`${of} ${name}`), clip });
    }
    await this.#window.page.setViewportSize(usual);
  }

  /** Makes the window so large that its page is `width` pixels wide and as long as what it shows. */
  async #fit(width: number): Promise<void> {
    const { page } = this.#window;
    await page.setViewportSize({ ...usual, width });
    await page.waitForTimeout(700);
    const before = await this.#frame().boundingBox();
    const wider = { ...usual, width: 2 * width - (before?.width ?? width) };
    await page.setViewportSize(wider);
    await page.waitForTimeout(700);
    const box = await this.#frame().boundingBox();
    const wanted = await this.#length();
    const height = usual.height - (box?.height ?? 0) + Math.min(wanted, longest);
    await page.setViewportSize({ ...wider, height: Math.max(usual.height, Math.ceil(height)) });
  }

  /** How long the page is, once it has grown to what it shows. */
  async #length(): Promise<number> {
    const html = this.#window.panel().locator('html');
    const length = () => html.evaluate(({ scrollHeight }) => scrollHeight);
    let last = -1;
    return until('the page as long as it gets', async () => {
      const before = last;
      last = await length();
      await this.#window.page.waitForTimeout(500);
      return last === before ? last : null;
    });
  }

  #frame() {
    return this.#window.page
      .locator('iframe.webview.ready:not([src*="purpose=webviewView"])')
      .last();
  }

  async #still(): Promise<void> {
    await this.#window.page.mouse.move(0, 0);
    await this.#window.page.waitForTimeout(1_200);
  }

  #file(of: string): string {
    const name = `${this.#prefix}-${of.toLowerCase().replaceAll(/\W+/g, '-')}.png`;
    return path.join(this.#folder, name);
  }
}
