import * as l10n from '@vscode/l10n';
import { performance } from 'node:perf_hooks';
import type { RunState } from '../record/event.js';
import { describeProblem, type ProblemDescription } from '../record/problem.js';
import { isDiskFull } from '../runs/disk-problem.js';
import type { FlushedBytes, RunWriter } from '../runs/run-writer.js';
import type { SessionItem } from '../training/session/session-item.js';
import { PatientWriting } from './patient-writing.js';

/** How a recorded session ended. */
export interface SessionEnd {
  readonly state: RunState;
  /** What went wrong, where something did. */
  readonly problem: ProblemDescription | null;
}

/** Whom the recording tells what the run directory cannot. */
export interface RecordingObserver {
  /** How far the run is readable, a few times a second. */
  flushed(bytes: FlushedBytes): void;
  /** The disk is full, and the training waits for space; null: it goes on. */
  waiting(problem: ProblemDescription | null): void;
}

/** How often what was appended is made readable, milliseconds. */
const flushInterval = 250;

/**
 * Writes everything that a session yields into its run, and closes the run with the state that the session ends in. A
 * session that throws ends as `failed`, the reason kept in the run.
 *
 * Where the disk is full, the session waits, and goes on once there is space; what it has told is kept meanwhile.
 *
 * @param stopping aborted once the session is asked to end: then the disk is waited for no longer, and the run ends as
 *   `interrupted` at what was written
 * @throws Problem where the run cannot even be closed, for another reason than a full disk
 */
export async function recordSession(
  items: AsyncIterable<SessionItem>,
  writer: RunWriter,
  observer: RecordingObserver,
  stopping: AbortSignal,
): Promise<SessionEnd> {
  const writing = new PatientWriting(writer, observer, stopping);
  const end = await writeItems(items, writer, writing, observer).catch(brokenOff);
  const { state, problem } = await writer.close(end.state, end.reason).then(
    () => end,
    (thrown: unknown) => {
      if (!isDiskFull(thrown)) {
        throw thrown;
      }
      return brokenOff(thrown);
    },
  );
  return { state, problem };
}

interface FinalState extends SessionEnd {
  readonly reason: string | null;
}

async function writeItems(
  items: AsyncIterable<SessionItem>,
  writer: RunWriter,
  writing: PatientWriting,
  observer: RecordingObserver,
): Promise<FinalState> {
  let end: FinalState | null = null;
  let flushed = performance.now();
  for await (const item of items) {
    if (item.kind === 'step') {
      writer.appendStep(item.step);
    } else if (item.kind === 'checkpoint') {
      await writing.perform(() => writer.writeCheckpoint(item.checkpoint));
    } else {
      end = finalState(item.event);
      if (end === null) {
        writer.appendEvent(item.event);
      }
    }
    if (end === null) {
      writing.note(item);
    }
    const now = performance.now();
    if (item.kind === 'event' || now - flushed >= flushInterval) {
      observer.flushed(await writing.perform(() => writer.flush()));
      flushed = now;
    }
  }
  if (end === null) {
    throw new Error('The session ended without saying how.');
  }
  return end;
}

function brokenOff(thrown: unknown): FinalState {
  const problem = describeProblem(thrown);
  const state = isDiskFull(thrown) ? 'interrupted' : 'failed';
  return { state, reason: problem.what, problem };
}

/** The state in which `event` ends the session; null where it goes on. The writer itself records it when it closes. */
function finalState(event: Extract<SessionItem, { kind: 'event' }>['event']): FinalState | null {
  if (event.type !== 'state') {
    return null;
  }
  const { state, reason } = event;
  switch (state) {
    case 'finished':
    case 'stopped':
    case 'interrupted':
      return { state, reason, problem: null };
    case 'failed':
      return { state, reason, problem: failure(reason) };
    case 'starting':
    case 'training':
    case 'paused':
    case 'evaluating':
      return null;
  }
}

function failure(reason: string | null): ProblemDescription {
  return {
    code: 'training',
    what: reason ?? l10n.t('The training failed.'),
    remedy: l10n.t('Checkpoints that were made before are kept in the run directory.'),
  };
}
