import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunEvent } from '../../../src/record/event.js';
import { checkpointFiles, checkpointName } from '../../../src/runs/checkpoint-folders.js';
import { listCheckpoints } from '../../../src/runs/read-checkpoint.js';
import { readEvents } from '../../../src/runs/read-events.js';
import { readRun, type Run } from '../../../src/runs/read-run.js';
import { runStatus } from '../../../src/runs/run-status.js';

/**
 * All of a run that must be the same however often it was interrupted and resumed:
 * - `steps.f64` byte for byte, but for the columns `time` and `duration`;
 * - every event but those that tell a state or a checkpoint, without `time` and the `durations` of a utilization;
 * - the state in which it ended;
 * - which checkpoints there are, their weights and optimizer slots byte for byte, and their states (random streams, data
 *   position, sums of μ, strategy, …), but for the byte lengths of the files of steps and events.
 */
export async function lasting(directory: string): Promise<unknown> {
  const run = await readRun(directory);
  const { events, warnings } = await readEvents(run);
  const { state, reason } = await runStatus(run);
  return {
    steps: await timelessSteps(run),
    events: events.flatMap(timelessEvent),
    warnings,
    end: { state, reason },
    checkpoints: await checkpoints(run),
  };
}

async function timelessSteps({ directory, description }: Run): Promise<string> {
  const bytes = await readFile(path.join(directory, 'steps.f64'));
  const columns = description.stepColumns;
  for (const name of ['time', 'duration']) {
    for (let at = columns.indexOf(name) * 8; at < bytes.length; at += columns.length * 8) {
      bytes.fill(0, at, at + 8);
    }
  }
  return bytes.toString('base64');
}

function timelessEvent(event: RunEvent): unknown[] {
  if (event.type === 'state' || event.type === 'checkpoint') {
    return [];
  }
  return event.type === 'utilization'
    ? [{ ...event, time: 0, utilization: { ...event.utilization, durations: null } }]
    : [{ ...event, time: 0 }];
}

async function checkpoints(run: Run): Promise<unknown[]> {
  const { states, problems } = await listCheckpoints(run);
  return [
    ...problems,
    ...(await Promise.all(
      states.map(async (state) => {
        const folder = path.join(run.directory, 'checkpoints', checkpointName(state.step));
        const { weights, optimizer } = checkpointFiles;
        const files = [weights, optimizer].map((name) =>
          readFile(path.join(folder, name), 'base64'),
        );
        return { state: { ...state, bytes: null }, files: await Promise.all(files) };
      }),
    )),
  ];
}
