import { listRuns } from '../../src/runs/list-runs.js';
import { readRun, type Run } from '../../src/runs/read-run.js';
import { runStatus } from '../../src/runs/run-status.js';
import { Problem } from '../../src/record/problem.js';
import { TrainingProcess } from '../../src/worker/client.js';
import type { Notice, TrainingRequest } from '../../src/worker/protocol.js';

/**
 * The finished run that `request` asks for: the one that is there, one that was begun and is taken up where it was left,
 * or a new one.
 *
 * @param script the command line's bundle
 * @param request its folder of runs is this run's alone
 * @throws Problem where the training does not finish
 */
export async function finishedRun(script: string, request: TrainingRequest): Promise<Run> {
  const [latest] = await listRuns(request.runsDirectory);
  if (latest?.kind === 'damaged') {
    throw new Problem(latest.problem);
  }
  if (latest !== undefined && (await runStatus(latest.run)).state === 'finished') {
    return latest.run;
  }
  let ended: Extract<Notice, { type: 'ended' }> | null = null;
  const child = new TrainingProcess({
    script,
    onNotice: (notice) => {
      ended = notice.type === 'ended' ? notice : ended;
    },
  });
  try {
    const { directory } =
      latest === undefined
        ? await child.train(request)
        : await child.continueRun({
            ...{ run: latest.run.directory, checkpoint: 'last' },
            backend: request.backend,
          });
    await child.exit;
    return await requireFinished(directory, ended, child.output);
  } finally {
    await child.stop();
  }
}

async function requireFinished(
  directory: string,
  ended: Extract<Notice, { type: 'ended' }> | null,
  output: string,
): Promise<Run> {
  if (ended?.state === 'finished') {
    return readRun(directory);
  }
  throw new Problem(
    ended?.problem ?? {
      ...{ code: 'training', file: directory },
      what: `The training did not finish. ${output.trim()}`.trim(),
      remedy: 'Start the experiment again: it goes on from the last checkpoint.',
    },
  );
}
