import type { Locator, Page } from 'playwright-core';
import type { PageNotice, PageRequest } from '../../../src/record/page-message.js';
import { putTheme, type ThemeKind } from '../../support/vscode-themes.js';
import { origin, type Opening, type Tab } from './tab.js';

/** What was drawn on a canvas the last time, and how often it was drawn. */
interface Drawn {
  readonly texts: string[];
  readonly strokes: string[];
  readonly fills: string[];
  readonly draws: number;
}

/** A webview's page in a real Chromium, with the test as its host. */
export class OpenedPage {
  readonly page: Page;
  /** What the browser complained of: errors, violations of the policy, requests that leave the page's own files. */
  readonly complaints: string[] = [];

  private constructor(page: Page) {
    this.page = page;
  }

  /** Opens the built `panel` or `sidebar` in a tab. */
  static async open(tab: Tab, name: 'panel' | 'sidebar', opening: Opening): Promise<OpenedPage> {
    const opened = new OpenedPage(tab.page);
    opened.#listen();
    await tab.show(name, opening);
    return opened;
  }

  /** Says something to the page as its host. */
  async say(...notices: PageNotice[]): Promise<void> {
    await this.post(...notices);
    await this.drawn();
  }

  /** Says something to the page whose clock was stopped: nothing is drawn before the test moves it. */
  async post(...notices: PageNotice[]): Promise<void> {
    await this.page.evaluate(
      `for (const notice of ${JSON.stringify(notices)}) window.postMessage(notice, '*');`,
    );
  }

  /** Waits until what was said is on the page. */
  async drawn(): Promise<void> {
    await this.page.evaluate(
      'new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 0))',
    );
    // A page rests after it has drawn.
    await this.page.locator('html:not([data-to-be-drawn])').waitFor({ state: 'attached' });
  }

  /** What the page has asked for, oldest first. */
  async requests(): Promise<PageRequest[]> {
    return this.page.evaluate<PageRequest[]>('window.sent');
  }

  /** The last thing that the page has asked for, once it is of this type. */
  async request<Type extends PageRequest['type']>(
    type: Type,
  ): Promise<Extract<PageRequest, { type: Type }>> {
    // Asked from here: the policy of the page lets nothing be evaluated in it again and again.
    let last = (await this.requests()).at(-1);
    for (const end = Date.now() + 30_000; last?.type !== type && Date.now() < end;) {
      await this.page.waitForTimeout(20);
      last = (await this.requests()).at(-1);
    }
    return last as Extract<PageRequest, { type: Type }>;
  }

  /** Hides the page, or lets it be seen again, as a browser tells it. */
  async hide(isHidden: boolean): Promise<void> {
    await this.page.evaluate(
      `window.isHidden = ${String(isHidden)}; document.dispatchEvent(new Event('visibilitychange'));`,
    );
    await this.drawn();
  }

  /** Answers the request of this id, with a problem or without. */
  async answer(id: number, what?: string): Promise<void> {
    const problem =
      what === undefined ? null : ({ code: 'run', what, remedy: 'Try another way.' } as const);
    await this.say({ type: 'answer', id, problem });
  }

  /** What the chart of this title has written when it was last drawn: ticks, event labels, the tooltip. */
  async written(title: string): Promise<string[]> {
    return (await this.#drawing(title)).texts;
  }

  /** How often the chart of this title was drawn. */
  async draws(title: string): Promise<number> {
    return (await this.#drawing(title)).draws;
  }

  /** The colours of the lines in the chart of this title. */
  async strokes(title: string): Promise<string[]> {
    return (await this.#drawing(title)).strokes;
  }

  /** The colours of the markers and shades in the chart of this title. */
  async fills(title: string): Promise<string[]> {
    return (await this.#drawing(title)).fills;
  }

  /** What the host's script keeps on the canvas. */
  #drawing(title: string): Promise<Drawn> {
    return this.chart(title)
      .locator('canvas')
      .evaluate((canvas) => {
        const { texts, strokes, fills, draws } = canvas as unknown as Drawn;
        return { texts, strokes, fills, draws };
      });
  }

  /** The chart of this title. */
  chart(title: string): Locator {
    return this.page
      .locator('figure')
      .filter({ has: this.page.getByRole('heading', { name: title, exact: true }) });
  }

  async theme(kind: ThemeKind): Promise<void> {
    await this.page.evaluate(putTheme(kind));
    await this.drawn();
  }

  async state(): Promise<unknown> {
    return this.page.evaluate('window.keptState');
  }

  /** No longer minds what goes on in the tab, which may show another page. */
  leave(): void {
    for (const event of ['console', 'pageerror', 'request']) {
      this.page.removeAllListeners(event);
    }
  }

  #listen(): void {
    const { page, complaints } = this;
    page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${origin}/`)) {
        complaints.push(`request: ${request.url()}`);
      }
    });
  }
}
