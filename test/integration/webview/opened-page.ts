import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { pageDocument } from '../../../src/editor/page-document.js';
import { english, type Language } from '../../../src/record/language.js';
import type { PageNotice, PageRequest, PageResult } from '../../../src/record/page-message.js';
import { describeProblem } from '../../../src/record/problem.js';
import { putTheme, type ThemeKind } from '../../support/vscode-themes.js';

const origin = 'http://webview.test';
const built = path.resolve(import.meta.dirname, '../../../dist/webview');

/** How a page is opened. */
export interface Opening {
  readonly width?: number;
  readonly language?: Language;
  readonly theme?: ThemeKind;
  /** What the page kept of itself before. */
  readonly state?: unknown;
  /** Whether the host answers every request with success; otherwise the test answers. */
  readonly isAnswered?: boolean;
  /** What the host answers a request with, where success is not all; what it throws is the problem. */
  readonly answer?: (request: PageRequest) => Promise<PageResult | null>;
  readonly isReducedMotion?: boolean;
  /** What the page's clock shows at first, milliseconds; it goes on from there, and the test may move or stop it. */
  readonly clock?: number;
}

/** What was drawn on a canvas the last time, and how often it was drawn. */
interface Drawn {
  readonly texts: string[];
  readonly strokes: string[];
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

  /** Opens the built `panel` or `sidebar` in the document that the editor makes for it. */
  static async open(
    browser: Browser,
    name: 'panel' | 'sidebar',
    opening: Opening = {},
  ): Promise<OpenedPage> {
    const { width = 1200, theme = 'vscode-dark', state = null, isAnswered = true } = opening;
    const page = await browser.newPage({
      viewport: { width, height: 900 },
      reducedMotion: opening.isReducedMotion === true ? 'reduce' : 'no-preference',
    });
    const opened = new OpenedPage(page);
    opened.#listen();
    await page.route('**/*', (route) => {
      const { pathname } = new URL(route.request().url());
      return pathname === '/'
        ? route.fulfill({ contentType: 'text/html', body: documentOf(name, opening) })
        : readFile(path.join(built, path.basename(pathname))).then((body) =>
            route.fulfill({
              contentType: pathname.endsWith('.css') ? 'text/css' : 'text/javascript',
              body,
            }),
          );
    });
    if (opening.clock !== undefined) {
      await page.clock.install({ time: opening.clock });
    }
    const { answer } = opening;
    if (answer !== undefined) {
      await page.exposeFunction('answerOf', (request: PageRequest) => answered(request, answer));
    }
    await page.addInitScript({ content: hostScript(state, isAnswered) });
    await page.addInitScript({
      content: `addEventListener('DOMContentLoaded', () => {${putTheme(theme)}});
        // The theme is there before the page's own script runs.
        new MutationObserver((_, observer) => {
          if (document.body !== null) { observer.disconnect(); ${putTheme(theme)} }
        }).observe(document, { childList: true, subtree: true });`,
    });
    await page.goto(`${origin}/`);
    await page.waitForFunction('window.sent.length > 0');
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

  /** What is kept on the canvas by {@link hostScript}. */
  #drawing(title: string): Promise<Drawn> {
    return this.chart(title)
      .locator('canvas')
      .evaluate((canvas) => {
        const { texts, strokes, draws } = canvas as unknown as Drawn;
        return { texts, strokes, draws };
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

  async close(): Promise<void> {
    await this.page.close();
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

/** What the host answers `request` with. */
async function answered(
  request: PageRequest,
  answer: NonNullable<Opening['answer']>,
): Promise<PageNotice> {
  const { id } = request;
  try {
    const result = await answer(request);
    return { type: 'answer', id, problem: null, ...(result === null ? {} : { result }) };
  } catch (thrown) {
    return { type: 'answer', id, problem: describeProblem(thrown) };
  }
}

function documentOf(name: 'panel' | 'sidebar', { language = english }: Opening): string {
  return pageDocument({
    title: name,
    language,
    script: `${origin}/${name}.js`,
    style: `${origin}/${name}.css`,
    cspSource: origin,
    nonce: randomBytes(16).toString('hex'),
  });
}

/** What VS Code gives a webview, kept where the test sees it; and on each canvas what was last written, and how often it was drawn. */
function hostScript(state: unknown, isAnswered: boolean): string {
  return `
    window.sent = [];
    window.keptState = ${JSON.stringify(state)} ?? undefined;
    window.isAnswered = ${JSON.stringify(isAnswered)};
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => {
        window.sent.push(message);
        if (window.answerOf !== undefined) {
          window.answerOf(message).then((notice) => { window.postMessage(notice, '*'); });
        } else if (window.isAnswered) {
          window.postMessage({ type: 'answer', id: message.id, problem: null }, '*');
        }
      },
      getState: () => window.keptState,
      setState: (state) => { window.keptState = state; },
    });
    Object.defineProperty(document, 'hidden', { get: () => window.isHidden === true });
    const { clearRect, fillText, stroke } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...box) {
      this.canvas.texts = [];
      this.canvas.strokes = [];
      this.canvas.draws = (this.canvas.draws ?? 0) + 1;
      clearRect.apply(this, box);
    };
    CanvasRenderingContext2D.prototype.stroke = function (...path) {
      this.canvas.strokes?.push(this.strokeStyle);
      stroke.apply(this, path);
    };
    CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
      this.canvas.texts?.push(text);
      fillText.call(this, text, ...at);
    };
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample);
    });`;
}
