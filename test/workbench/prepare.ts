import type { TestProject } from 'vitest/node';
import { findChromium, noChromium } from '../support/chromium.js';
import { packExtension } from './pack-extension.js';
import type { Workbench } from './vscode/cached-workbench.js';
import { installedWorkbench } from './vscode/install.js';
import { testedRelease, type Release } from './vscode/releases.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The VS Code that tests start. */
    readonly workbench: Workbench;
    /** Path of the packed extension. */
    readonly extension: string;
  }
}

/** Gives every test a VS Code and the extension as it is built now, packed. Throws where one of them cannot be had. */
export default async function prepare(
  project: TestProject,
  release: Release = testedRelease,
): Promise<void> {
  if (findChromium() === null) {
    throw new Error(noChromium);
  }
  project.provide('workbench', await installedWorkbench(release));
  project.provide('extension', packExtension());
}
