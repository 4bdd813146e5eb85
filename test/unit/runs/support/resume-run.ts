import { claimRun } from '../../../../src/runs/claim-run.js';
import type { CheckpointChoice } from '../../../../src/record/inspection.js';
import type { StoredCheckpoint } from '../../../../src/runs/read-checkpoint.js';
import type { RunWriter, WriterOptions } from '../../../../src/runs/run-writer.js';

/** Claims a run and opens it at once. */
export async function resumeRun(
  directory: string,
  choice?: CheckpointChoice,
  options?: WriterOptions,
): Promise<{ writer: RunWriter; checkpoint: StoredCheckpoint }> {
  const claimed = await claimRun(directory, choice);
  return { writer: await claimed.open(options), checkpoint: claimed.checkpoint };
}
