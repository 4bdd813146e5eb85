import * as l10n from '@vscode/l10n';
import type { RunEvent, RunState } from '../record/event.js';
import { livingWriter, type LockHolder } from './lock-holder.js';
import { readEvents } from './read-events.js';
import type { Run } from './read-run.js';

/** What a run is doing, or how it ended. */
export interface RunStatus {
  readonly state: RunState;
  /** Since when, milliseconds since the Unix epoch; null where no event says so. */
  readonly since: number | null;
  /** Why, where there is more to say: one sentence. */
  readonly reason: string | null;
  /** Whether it was interrupted without a word: its process was killed, crashed, or lost its power. */
  readonly crashed: boolean;
  /** Who writes the run; null where nobody does. */
  readonly writer: LockHolder | null;
}

const finalStates: ReadonlySet<RunState> = new Set<RunState>([
  'finished',
  'stopped',
  'interrupted',
  'failed',
]);

/**
 * The status that a run's events and its living writer tell: the last state, except that a run which says that it goes
 * on while nobody writes it was interrupted.
 */
export function deriveStatus(events: readonly RunEvent[], writer: LockHolder | null): RunStatus {
  const last = events.findLast((event) => event.type === 'state');
  const state = last?.state ?? 'starting';
  const since = last?.time ?? null;
  if (writer === null && !finalStates.has(state)) {
    const reason = l10n.t('Its training process ended without a word.');
    return { state: 'interrupted', since, reason, crashed: true, writer };
  }
  return { state, since, reason: last?.reason ?? null, crashed: false, writer };
}

/** The status of a run on disk; see {@link deriveStatus}. Throws a Problem where it cannot be read. */
export async function runStatus(run: Run): Promise<RunStatus> {
  // The lock first: a writer that ends between the two has written its last event before it let go.
  const writer = livingWriter(run.directory);
  const { events } = await readEvents(run);
  return deriveStatus(events, writer);
}
