import type { Browser, BrowserContext, Page } from 'playwright-core';
import { findChromium, noChromium, startChromium } from '../../support/chromium.js';
import type { Release } from './releases.js';

/** A browser that reaches loopback alone. Throws where there is none. */
export function startBrowser(): Promise<Browser> {
  const executable = findChromium();
  if (executable === null) {
    throw new Error(noChromium);
  }
  // No name but these has an address: not for a service worker nor for a socket either.
  return startChromium(
    executable,
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  );
}

/** What pages did that they must not do. */
export interface Complaints {
  /** Addresses beyond loopback that were asked for, and blocked. */
  readonly strayRequests: string[];
  /** What a content security policy forbade in a page of an extension. */
  readonly violations: string[];
  /** What was thrown in a page and caught by nobody. */
  readonly errors: string[];
}

/**
 * A context of its own in `browser` that keeps what its pages do wrong.
 *
 * @param release what VS Code of this release does wrong itself is blocked, but not kept
 */
export async function watchedContext(
  browser: Browser,
  release: Release,
): Promise<{ context: BrowserContext; complaints: Complaints }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const complaints: Complaints = { strayRequests: [], violations: [], errors: [] };
  await context.route(
    (url) => !isLoopback(url),
    (route) => {
      const url = route.request().url();
      if (!(release.replacesServiceWorkers && isFileOfWebview(url))) {
        complaints.strayRequests.push(url);
      }
      return route.abort();
    },
  );
  await context.addInitScript({
    content: `document.addEventListener('securitypolicyviolation', (event) => {
      console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sourceFile
        + ' ' + event.sample + ' in ' + location.href);
    });`,
  });
  // What turns or slides for ever is drawn anew in every frame, without a GPU by the processors that the test needs.
  await context.addInitScript({
    content: `const still = new CSSStyleSheet();
      still.replaceSync('*, ::before, ::after { animation: none !important; }');
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, still];`,
  });
  context.on('page', (page) => {
    watch(page, complaints);
  });
  return { context, complaints };
}

function watch(page: Page, { strayRequests, violations, errors }: Complaints): void {
  page.on('websocket', (socket) => {
    if (!isLoopback(new URL(socket.url()))) {
      strayRequests.push(socket.url());
    }
  });
  page.on('console', (message) => {
    if (
      message.text().startsWith('policy: ') ||
      message.text().includes('Content Security Policy')
    ) {
      violations.push(message.text());
    }
  });
  page.on('pageerror', (error) => {
    if (!isOfTheFrame(error)) {
      errors.push(error.stack ?? error.message);
    }
  });
}

/** Whether an error was thrown by the frame that VS Code puts around a page of an extension: an old one's may throw when it goes. */
function isOfTheFrame({ stack = '' }: Error): boolean {
  return /^\s*at .*\/webview\/browser\/pre\/index\.html/m.test(stack);
}

/** Whether VS Code calls a file of a webview so. */
function isFileOfWebview(url: string): boolean {
  return new URL(url).hostname.endsWith('.vscode-resource.vscode-cdn.net');
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return !/^(https?|wss?):$/.test(protocol) || /^(127\.0\.0\.1|localhost)$/.test(hostname);
}
