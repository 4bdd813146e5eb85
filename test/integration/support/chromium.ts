import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const candidates = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  chromium.executablePath(),
];

/** Path of an installed Chromium; null, with the reason printed, where there is none. */
export function findChromium(): string | null {
  const found = candidates.find((file) => file !== undefined && existsSync(file)) ?? null;
  if (found === null) {
    console.warn('Skipped: no Chromium is installed. Install one, or name it in CHROMIUM.');
  }
  return found;
}

/** Starts a Chromium without a window that calls nobody by itself. */
export function startChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
