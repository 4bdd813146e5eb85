import type { Browser, BrowserContext, FrameLocator, Locator, Page } from 'playwright-core';
import { watchedContext, type Complaints } from '../vscode/browser.js';
import type { Server } from '../vscode/server.js';
import { patience, until } from './until.js';

/** Where the pages of this extension are found in the workbench. */
const ours = 'iframe.webview[src*="extensionId=modality-lens.modality-lens"]';

/** What stands above the tree of runs, in each language that it is tested in. */
const runsHeader = '.pane-header:is([aria-label^="Runs"], [aria-label^="Läufe"])';

/** One window of a VS Code, as a person sees and uses it. */
export class Window {
  readonly page: Page;
  readonly complaints: Complaints;
  readonly #context: BrowserContext;

  private constructor(page: Page, context: BrowserContext, complaints: Complaints) {
    this.page = page;
    this.#context = context;
    this.complaints = complaints;
  }

  /** Opens a window on the server's workspace, or at another of its addresses; settles when the workbench stands. */
  static async open(browser: Browser, server: Server, url = server.url): Promise<Window> {
    const { context, complaints } = await watchedContext(browser, server.release);
    context.setDefaultTimeout(patience);
    const page = await context.newPage();
    const window = new Window(page, context, complaints);
    await page.goto(url);
    await window.stands();
    return window;
  }

  /** Reloads the window and waits for the workbench. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.stands();
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  /** Settles when the workbench stands. */
  async stands(): Promise<void> {
    await this.page.locator('.monaco-workbench .part.statusbar .statusbar-item').first().waitFor();
  }

  /** Runs a command through the palette, as soon as it is there. An open palette never learns of new commands. */
  async command(title: string): Promise<void> {
    await until(`the command ${title}`, async (limit) => {
      await this.#openPalette(`>${title}`, limit);
      await this.#titled(title).waitFor({ timeout: limit });
      // A click that is given up may have been taken all the same, and the command would run twice.
      await this.#titled(title).click({ timeout: patience / 2 });
      return true;
    });
  }

  /** Runs a command that asks which, and chooses. A list closes when the focus moves on meanwhile: then asks again. */
  async commandAndPick(title: string, choice: string | RegExp): Promise<void> {
    await until(`${String(choice)} among what ${title} offers`, async (limit) => {
      await this.command(title);
      await this.picks().filter({ hasText: choice }).first().click({ timeout: limit });
      return true;
    });
  }

  /** Whether the palette offers a command, now. */
  async offers(title: string): Promise<boolean> {
    const { isThere } = await until('the palette', async (limit) => {
      await this.#openPalette(`>${title}`, limit);
      await this.picks().first().waitFor({ timeout: limit });
      return { isThere: (await this.#titled(title).count()) > 0 };
    });
    await this.page.keyboard.press('Escape');
    return isThere;
  }

  /** The entries of the list that is open over the window. */
  picks(): Locator {
    return this.page.locator('.quick-input-widget .monaco-list-row');
  }

  /** Types into the box of this title that is open over the window, or is going to be, and confirms. */
  async answer(title: string, text: string): Promise<void> {
    const box = this.page.locator('.quick-input-title').filter({ hasText: title });
    await box.waitFor();
    const input = this.page.locator('.quick-input-box input').first();
    await input.fill(text);
    await until(`the end of ${title}`, async () => {
      // What is typed is checked first: a box that is still at it does not take the key.
      await input.press('Enter', { timeout: 1_000 }).catch(() => undefined);
      await this.page.waitForTimeout(500);
      return !(await box.isVisible());
    });
  }

  /** Opens a file of the workspace in an editor. */
  async openFile(name: string): Promise<void> {
    await until(`an editor with ${name}`, async (limit) => {
      await this.#openPalette(name, limit);
      await this.picks().filter({ hasText: name }).first().click({ timeout: limit });
      await this.tab(name).first().waitFor({ timeout: limit });
      return true;
    });
  }

  /** The tab of an editor. */
  tab(name: string): Locator {
    return this.page.locator('.tabs-container .tab').filter({ hasText: name });
  }

  /** The code lenses in the editor that is shown. */
  lenses(): Locator {
    return this.page.locator('.codelens-decoration a');
  }

  /** Texts of all code lenses in the editor that is shown. */
  async lensTexts(): Promise<string[]> {
    return (await this.page.locator('.codelens-decoration').allTextContents()).map(plain);
  }

  /** The messages that stand in the corner of the window. */
  notifications(): Locator {
    return this.page.locator('.notifications-toasts .notification-list-item');
  }

  /** The entries of the status bar. */
  statusBar(): Locator {
    return this.page.locator('.part.statusbar .statusbar-item');
  }

  /** Opens the extension's place in the side bar. */
  async openSideBar(): Promise<void> {
    const action = this.page.locator('.activitybar .action-item a[aria-label^="Modality Lens"]');
    await action.waitFor();
    const pane = this.page.locator(`.sidebar ${runsHeader}`);
    await until('the side bar', async (limit) => {
      // Where it is on its way already, the click hides it again; the next one shows it.
      if (!(await pane.isVisible())) {
        await action.click({ timeout: limit });
      }
      await pane.waitFor({ timeout: 5 * limit });
      return true;
    });
  }

  /** The rows of the tree of runs. */
  runs(): Locator {
    return this.page
      .locator('.sidebar .pane')
      .filter({ has: this.page.locator(runsHeader) })
      .locator('.monaco-list-row');
  }

  /**
   * Opens the run of a row of the tree; a click that the tree does not take, since it is being filled anew, is made again.
   */
  async openRun(row: Locator): Promise<void> {
    await until('the page of a run', async (limit) => {
      await row.click({ timeout: limit });
      await this.panel().locator('main').waitFor({ timeout: limit });
      return true;
    });
  }

  /** Expands a row of a tree; a click that the tree does not take, since it is being filled anew, is made again. */
  async expand(row: Locator): Promise<void> {
    await until('an expanded row', async (limit) => {
      const isExpanded = async () =>
        (await row.getAttribute('aria-expanded', { timeout: limit })) === 'true';
      if (!(await isExpanded())) {
        await row.click({ timeout: limit });
        await this.page.waitForTimeout(500);
      }
      return isExpanded();
    });
  }

  /** What the welcome view says where there are no runs. */
  welcome(): Locator {
    return this.page.locator('.sidebar .welcome-view-content');
  }

  /** The page in the panel that shows a run. */
  panel(): FrameLocator {
    return this.page
      .frameLocator(`${ours}:not([src*="purpose=webviewView"])`)
      .frameLocator('iframe#active-frame');
  }

  /** The page in the side bar. */
  diagnostics(): FrameLocator {
    return this.page
      .frameLocator(`${ours}[src*="purpose=webviewView"]`)
      .frameLocator('iframe#active-frame');
  }

  /** The rows of the Problems view, which is opened. */
  async problems(): Promise<Locator> {
    await this.command('Problems: Focus on Problems View');
    return this.page.locator('.markers-panel .monaco-list-row');
  }

  /** A button of the question that is open over the window, or is going to be. */
  dialogButton(text: string): Locator {
    return this.page.locator('.monaco-dialog-box .monaco-button').filter({ hasText: text });
  }

  /** The entry of the palette that is called so, and not only begins so. */
  #titled(title: string): Locator {
    const entry = '.quick-input-widget .monaco-list-row';
    return this.page.locator(`${entry}[aria-label="${title}"], ${entry}[aria-label^="${title},"]`);
  }

  async #openPalette(text: string, limit: number): Promise<void> {
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('F1');
    await this.page.locator('.quick-input-box input').first().fill(text, { timeout: limit });
  }
}

/** A text as a person reads it: VS Code sets no-break spaces. */
export function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ').trim();
}
