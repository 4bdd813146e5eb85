import path from 'node:path';
import { panelState } from '../../record/page-message.js';
import type { PageContent } from '../pages/page-host.js';

/** What a panel showed before the window was reloaded, from what its page has kept; anything else is no run. */
export function restoredContent(state: unknown): PageContent {
  const parsed = panelState.safeParse(state);
  if (!parsed.success) {
    return { kind: 'nothing', why: 'no-run', problem: null };
  }
  const { runsDirectory, directories } = parsed.data;
  const arePlain = directories.every(
    (name) => path.basename(name) === name && name !== '.' && name !== '..',
  );
  return path.isAbsolute(runsDirectory) && arePlain
    ? { kind: 'runs', directories: directories.map((name) => path.join(runsDirectory, name)) }
    : { kind: 'nothing', why: 'no-run', problem: null };
}
