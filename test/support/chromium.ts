import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const candidates = [
  process.env.CHROME_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  chromium.executablePath(),
];

/** Why tests in a browser are skipped where {@link findChromium} finds none. */
export const noChromium = 'no Chromium is installed; install one, or name it in CHROME_PATH';

/** Path of an installed Chromium: the one named in CHROME_PATH, the system's, or Playwright's; null where there is none. */
export function findChromium(): string | null {
  return candidates.find((file) => file !== undefined && existsSync(file)) ?? null;
}

/** Starts a Chromium without a window that calls nobody by itself. `options` are added to its command line. */
export function startChromium(executablePath: string, ...options: string[]): Promise<Browser> {
  return chromium.launch({
    executablePath,
    // A busy machine may be ten times as slow as one that is not.
    timeout: 100_000,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...options,
    ],
  });
}
