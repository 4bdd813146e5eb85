import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { pageDocument } from '../../../src/editor/page-document.js';
import { english, type Language } from '../../../src/record/language.js';
import type { PageNotice, PageRequest, PageResult } from '../../../src/record/page-message.js';
import { describeProblem } from '../../../src/record/problem.js';
import type { ThemeKind } from '../../support/vscode-themes.js';
import { addressOf, hostScript } from './host-script.js';

/** Where the pages' own files are; whatever else they ask for is a complaint. */
export const origin = 'http://webview.test';

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

/**
 * A tab of a Chromium, with a context of its own, that shows one page after the other. A page that it has shown before
 * takes a fifth of the time that a new tab takes for it: the scripts are compiled.
 */
export class Tab {
  readonly page: Page;
  #opening: Opening = {};
  #document = '';

  private constructor(page: Page) {
    this.page = page;
  }

  static async create(browser: Browser): Promise<Tab> {
    const tab = new Tab(await browser.newPage());
    const { page } = tab;
    await page.route('**/*', (route) => {
      const { pathname } = new URL(route.request().url());
      return pathname === '/'
        ? route.fulfill({ contentType: 'text/html', body: tab.#document })
        : readFile(path.join(built, path.basename(pathname))).then((body) =>
            route.fulfill({
              contentType: pathname.endsWith('.css') ? 'text/css' : 'text/javascript',
              body,
            }),
          );
    });
    await page.exposeFunction('answerOf', (request: PageRequest) => tab.#answerOf(request));
    await page.addInitScript({ content: hostScript() });
    return tab;
  }

  /** Whether another page can be shown as if the tab were new: a clock that was set cannot be taken back. */
  get isAsNew(): boolean {
    return this.#opening.clock === undefined;
  }

  /** Shows the built `panel` or `sidebar` in the document that the editor makes for it; settles once it asks for something. */
  async show(name: 'panel' | 'sidebar', opening: Opening): Promise<void> {
    const { page } = this;
    const { width = 1200, theme = 'vscode-dark', state = null, isAnswered = true } = opening;
    this.#opening = opening;
    this.#document = documentOf(name, opening);
    await page.mouse.move(0, 0);
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({
      reducedMotion: opening.isReducedMotion === true ? 'reduce' : 'no-preference',
    });
    if (opening.clock !== undefined) {
      await page.clock.install({ time: opening.clock });
    }
    const byItself = isAnswered ? 'success' : 'nobody';
    const answers = opening.answer === undefined ? byItself : 'answerOf';
    await page.goto(addressOf(origin, { theme, state, answers }));
    await page.waitForFunction('window.sent.length > 0');
  }

  /** What the host answers `request` with. */
  async #answerOf(request: PageRequest): Promise<PageNotice> {
    const { id } = request;
    try {
      const result = (await this.#opening.answer?.(request)) ?? null;
      return { type: 'answer', id, problem: null, ...(result === null ? {} : { result }) };
    } catch (thrown) {
      return { type: 'answer', id, problem: describeProblem(thrown) };
    }
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
