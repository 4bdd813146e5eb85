import type { TestProject } from 'vitest/node';
import { findChromium, noChromium } from '../support/chromium.js';
import { packExtension } from './pack-extension.js';
import type { Workbench } from './vscode/cached-workbench.js';
import { installedWorkbench } from './vscode/install.js';
import { createProfile, removeProfile } from './vscode/profile.js';
import { testedRelease, type Release } from './vscode/releases.js';
import { installExtension } from './vscode/server.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The VS Code that tests start. */
    readonly workbench: Workbench;
    /** Path of the packed extension. */
    readonly extension: string;
    /** The folder of extensions that a profile begins with: the packed one, installed. */
    readonly extensions: string;
  }
}

/**
 * Gives every test a VS Code and the extension as it is built now, packed and installed; gives what tidies up after them.
 * Throws where one of them cannot be had.
 */
export default async function prepare(
  project: TestProject,
  release: Release = testedRelease,
): Promise<() => void> {
  if (findChromium() === null) {
    throw new Error(noChromium);
  }
  const workbench = await installedWorkbench(release);
  const extension = packExtension();
  const profile = createProfile({}, {});
  installExtension(workbench, profile, extension);
  project.provide('workbench', workbench);
  project.provide('extension', extension);
  project.provide('extensions', profile.extensions);
  return () => {
    removeProfile(profile);
  };
}
