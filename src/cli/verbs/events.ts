import type { Command } from 'commander';
import { once } from 'node:events';
import type { RunEvent } from '../../record/event.js';
import { formatProblem } from '../../record/problem.js';
import type { Step } from '../../record/step.js';
import { readEvents } from '../../runs/read-events.js';
import { readRun } from '../../runs/read-run.js';
import { readSteps } from '../../runs/read-steps.js';
import { exitCode } from '../exit-code.js';
import { runPath } from '../run-path.js';
import { perform } from '../verb.js';

/** `events`: a run's steps and events as JSON lines, in the order in which they happened. */
export function eventsVerb(program: Command): void {
  program
    .command('events')
    .argument('<run>', 'run directory, or its name below .modality-lens/runs')
    .description('write the steps and events of a run as JSON lines')
    .addHelpText(
      'after',
      '\nEvery line has a "type": "step" for training steps, else that of the event.',
    )
    .action(async (run: string) => {
      await perform(false, async () => {
        const found = await readRun(runPath(run));
        const { steps, warnings } = await readSteps(found);
        const { events, warnings: damagedLines } = await readEvents(found);
        for (const warning of [...warnings, ...damagedLines]) {
          process.stderr.write(`${formatProblem(warning)}\n`);
        }
        await writeLines(inOrder(steps, events));
        return exitCode.success;
      });
    });
}

/** Steps and events merged: what happened after step n comes after step n. */
function* inOrder(steps: Iterable<Step>, events: readonly RunEvent[]): Iterable<object> {
  let next = 0;
  for (const step of steps) {
    for (; next < events.length && events[next].step < step.step; next += 1) {
      yield events[next];
    }
    yield { type: 'step', ...step };
  }
  yield* events.slice(next);
}

/** Waits where the reader is slower, so that a long run is never held in memory as text. */
async function writeLines(values: Iterable<object>): Promise<void> {
  for (const value of values) {
    if (!process.stdout.write(`${JSON.stringify(value)}\n`)) {
      await once(process.stdout, 'drain');
    }
  }
}
