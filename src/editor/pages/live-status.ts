import path from 'node:path';
import type { LiveStatus } from '../../record/page-message.js';
import { livingWriter } from '../../runs/lock-holder.js';
import { bestStep, listCheckpoints } from '../../runs/read-checkpoint.js';
import type { TrainingSession } from '../sessions/training-session.js';

/** The checkpoints of a run as a page names them. */
export type ShownCheckpoints = LiveStatus['checkpoints'];

/** The checkpoints in a run directory, ascending. Throws a Problem where they cannot be listed. */
export async function shownCheckpoints(directory: string): Promise<ShownCheckpoints> {
  const { states } = await listCheckpoints({ directory });
  const best = bestStep(states);
  return states.map(({ step }) => ({ step, best: step === best }));
}

/**
 * What a page is told of a run beside its content.
 *
 * @param directory absolute path of the run directory
 * @param session the session of this window that writes it
 */
export function liveStatus(
  directory: string,
  session: TrainingSession | null,
  checkpoints: ShownCheckpoints,
): LiveStatus {
  const progress = session?.progress ?? null;
  return {
    directory: path.basename(directory),
    isOurs: session !== null,
    isWrittenElsewhere: session === null && livingWriter(directory) !== null,
    pending: session?.pending ?? null,
    lastStep: progress?.lastStep ?? null,
    stepDuration: progress?.stepDuration ?? null,
    timeLeft: progress?.timeLeft ?? null,
    waiting: session?.waiting ?? null,
    checkpoints,
  };
}
