import path from 'node:path';
import { panelState } from '../../record/page-message.js';
import type { PageContent } from '../pages/page-host.js';

/** What a comparison showed before the window was reloaded, from what its page has kept; anything else is no run. */
export function restoredContent(state: unknown): PageContent {
  const parsed = panelState.safeParse(state);
  const isPlain = (place: string): boolean =>
    path.isAbsolute(place) && path.resolve(place) === place;
  return parsed.success && parsed.data.places.every(isPlain)
    ? { kind: 'runs', directories: parsed.data.places }
    : { kind: 'nothing', why: 'no-run', problem: null };
}
