import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createRun } from '../../../../src/runs/create-run.js';
import { resumeRun } from '../support/resume-run.js';
import type { RunWriter } from '../../../../src/runs/run-writer.js';
import { sampleCheckpoint, sampleEvent, sampleRun, sampleStep } from '../support/samples.js';

const [runs = '', last = '0', pause = '0'] = process.argv.slice(2);

/**
 * Makes the one run in the folder, or resumes it from its last checkpoint, then writes steps, each with its event, and a
 * checkpoint every third, until step `last` (0: for ever).
 */
async function train(): Promise<void> {
  const [name] = existsSync(runs) ? readdirSync(runs) : [];
  let writer: RunWriter;
  let step = 0;
  if (name === undefined) {
    writer = await createRun(runs, sampleRun(), { keepLast: 2 });
    await writer.writeCheckpoint(sampleCheckpoint(0));
  } else {
    const resumed = await resumeRun(path.join(runs, name), 'last', { keepLast: 2 });
    writer = resumed.writer;
    step = resumed.checkpoint.state.step;
  }
  process.send?.({ directory: writer.run.directory, step });
  while (last === '0' || step < Number(last)) {
    step += 1;
    writer.appendStep(sampleStep(step));
    writer.appendEvent(sampleEvent(step));
    if (step % 3 === 0) {
      await writer.writeCheckpoint(sampleCheckpoint(step, step % 12 === 0));
    }
    await writer.flush();
    await new Promise((resolve) => setTimeout(resolve, Number(pause)));
  }
  await writer.close('finished');
}

train().then(
  () => {
    process.disconnect();
  },
  (error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  },
);
