import { formatProblem } from '../record/problem.js';
import { exitCode, type ExitCode } from './exit-code.js';
import { FollowedTraining, type OnStart, type Outcome } from './followed-training.js';
import { interruptible } from './interruption.js';
import { duration } from './number-format.js';
import type { Output } from './output.js';
import { ProgressBars } from './progress-bars.js';
import { summarizeRun, type RunSummary } from './run-summary.js';
import { intervalNote, utilizationTable } from './utilization-table.js';

/**
 * Trains in a child, with a progress bar, and reports what came of it. Ctrl-C stops it.
 *
 * @param begin what to train: a model file, or a run that was left
 * @throws Problem where the training cannot begin
 */
export async function reportTraining(
  begin: (training: FollowedTraining, onStart: OnStart) => Promise<Outcome>,
  output: Output,
): Promise<ExitCode> {
  const bars = new ProgressBars();
  const training = new FollowedTraining(narrate);
  const outcome = await interruptible([training], narrate, () =>
    begin(training, ({ description }, { plannedSteps, step, device }) => {
      narrate(`${device.backend}: ${device.description}`);
      return bars.add(description.name, plannedSteps, step);
    }),
  ).finally(() => {
    bars.stop();
  });
  const summary = await summarizeRun(outcome.run);
  report(outcome, summary, output);
  output.document({ run: outcome.run.directory, state: outcome.state, ...summary });
  return exitCodeOf(outcome);
}

function report({ run, state, problem }: Outcome, summary: RunSummary, output: Output): void {
  const modalities = run.description.modalities.map(({ name }) => name);
  output.say(
    `\n${run.description.name} ${state} after ${summary.steps} steps, ${duration(summary.elapsed)}${ofItMeasuring(summary)}`,
  );
  if (summary.validation !== null) {
    const { accuracy, branchAccuracies, samples } = summary.validation;
    const branches = branchAccuracies.map(
      (each, branch) => `${modalities[branch]} ${(100 * each).toFixed(1)} %`,
    );
    output.say(
      `validation accuracy ${(100 * accuracy).toFixed(1)} % (${branches.join(', ')}), ${samples} samples`,
    );
  }
  if (summary.utilization !== null) {
    const { samples, split } = summary.utilization;
    output.say(`\nConditional utilization on ${samples} ${split} samples:\n`);
    output.say(`${utilizationTable(summary.utilization, modalities)}\n\n${intervalNote}\n`);
  }
  output.say(run.directory);
  if (problem !== null) {
    process.stderr.write(`${formatProblem(problem)}\n`);
  }
}

/** What utilization cost, where it was measured. */
function ofItMeasuring({ measuring, elapsed }: RunSummary): string {
  return measuring === 0
    ? ''
    : `, ${((100 * measuring) / Math.max(elapsed, measuring)).toFixed(1)} % of it measuring utilization`;
}

/** The exit code of a command that trained. */
export function exitCodeOf({ state, byUser }: Outcome): ExitCode {
  if (state === 'finished') {
    return exitCode.success;
  }
  return byUser ? exitCode.stopped : exitCode.failed;
}

/** Tells the person what is going on; standard output is for results. */
export function narrate(line: string): void {
  process.stderr.write(`${line}\n`);
}
