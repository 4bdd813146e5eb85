import type { TestProject } from 'vitest/node';
import prepare from './prepare.js';
import { oldestRelease } from './vscode/releases.js';

/** Gives every test the oldest VS Code that the extension says it runs in. */
export default function prepareOldest(project: TestProject): Promise<() => void> {
  return prepare(project, oldestRelease);
}
