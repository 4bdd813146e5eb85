import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { connectionsVariable } from './connections.js';
import type { Profile } from './profile.js';

/** The file that the processes of a profile record in. */
export function connectionsFile({ root }: Profile): string {
  return path.join(root, 'connections.jsonl');
}

/** What makes a server of VS Code record, and with it every process that it forks, and that these fork. */
export function recordingEnvironment(profile: Profile): Record<string, string> {
  // Not before it is wanted: what a test bundles for a child of its own knows no folder.
  const file = path.resolve(import.meta.dirname, '../record-connections.mjs');
  const recorder = pathToFileURL(file).href;
  return {
    [connectionsVariable]: connectionsFile(profile),
    NODE_OPTIONS: `--import=${recorder}`,
  };
}
