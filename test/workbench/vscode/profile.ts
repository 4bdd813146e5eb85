import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The folders of one VS Code that shares nothing with the person's own, nor with another test's. */
export interface Profile {
  /** All the others are in it. */
  readonly root: string;
  readonly home: string;
  readonly data: string;
  readonly extensions: string;
  readonly temporary: string;
  /** The folder that is opened. */
  readonly workspace: string;
}

/** Settings that keep start pages, chats and questions out of the way. */
const quiet = {
  'workbench.startupEditor': 'none',
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'extensions.autoCheckUpdates': false,
  'update.mode': 'none',
  'git.enabled': false,
  'npm.fetchOnlinePackageInfo': false,
  'typescript.disableAutomaticTypeAcquisition': true,
  'typescript.surveys.enabled': false,
  'window.confirmBeforeClose': 'never',
  'editor.minimap.enabled': false,
  'editor.accessibilitySupport': 'off',
};

/**
 * Makes a profile in a new temporary folder.
 *
 * @param settings added to the settings that keep VS Code quiet
 * @param files what the workspace holds: content by name, or the path of a folder that is copied
 */
export function createProfile(
  settings: Record<string, unknown>,
  files: Record<string, string> | string,
): Profile {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'modality-lens-workbench-')));
  const profile = {
    root,
    home: path.join(root, 'home'),
    data: path.join(root, 'data'),
    extensions: path.join(root, 'extensions'),
    temporary: path.join(root, 'temporary'),
    workspace: path.join(root, 'workspace'),
  };
  for (const folder of Object.values(profile)) {
    mkdirSync(folder, { recursive: true });
  }
  mkdirSync(path.dirname(settingsFile(profile)));
  writeFileSync(settingsFile(profile), JSON.stringify({ ...quiet, ...settings }));
  writeFileSync(path.join(root, 'config.yaml'), 'auth: none\n');
  fill(profile.workspace, files);
  return profile;
}

/** Removes a profile, with what was done in it. */
export function removeProfile({ root }: Profile): void {
  rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Path of the person's settings. */
export function settingsFile({ data }: Profile): string {
  return path.join(data, 'User/settings.json');
}

function fill(workspace: string, files: Record<string, string> | string): void {
  if (typeof files === 'string') {
    cpSync(files, workspace, { recursive: true });
    return;
  }
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(workspace, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
}
