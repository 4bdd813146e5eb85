import { Option, type Command } from 'commander';
import path from 'node:path';
import type { StrategyName } from '../../record/balancing.js';
import { formatProblem } from '../../record/problem.js';
import type { BackendName } from '../../record/run.js';
import { strategyName } from '../../worker/protocol.js';
import { exitCode, type ExitCode } from '../exit-code.js';
import { FollowedTraining, type Outcome } from '../followed-training.js';
import { interruptible } from '../interruption.js';
import { duration } from '../number-format.js';
import { backendOption, integer, overriding, positiveInteger } from '../options.js';
import type { Output } from '../output.js';
import { ProgressBars } from '../progress-bars.js';
import { defaultRunsDirectory } from '../run-path.js';
import { summarizeRun, type RunSummary } from '../run-summary.js';
import { intervalNote, utilizationTable } from '../utilization-table.js';
import { perform, withJson } from '../verb.js';

interface TrainOptions {
  readonly balancing: StrategyName | null;
  readonly only: string | null;
  readonly epochs: number | null;
  readonly maxSteps: number | null;
  readonly seed: number | null;
  readonly backend: BackendName | null;
  readonly runs: string | null;
  readonly init: string | null;
  readonly json?: boolean;
}

/** `train`: trains a model file into a run directory. */
export function trainVerb(program: Command): void {
  const command = program
    .command('train')
    .argument('<model file>', 'a *.multimodal.ts, .mts, .js or .mjs file')
    .description('train a model file into a run directory')
    .addOption(
      new Option('--balancing <strategy>', 'which steps re-balance')
        .choices(strategyName.options)
        .default(null, 'as in the model file'),
    )
    .addOption(
      new Option('--only <modality>', 'train the branch of one modality alone').default(
        null,
        'every modality',
      ),
    )
    .addOption(overriding('--epochs <N>', 'how often every sample is visited', positiveInteger))
    .addOption(overriding('--max-steps <N>', 'end the run after so many steps', positiveInteger))
    .addOption(overriding('--seed <S>', 'seed of everything that is drawn', integer))
    .addOption(
      new Option('--runs <DIR>', 'folder that gets the run').default(null, '.modality-lens/runs'),
    )
    .addOption(
      new Option('--init <weights.safetensors>', 'initial weights, by name').default(
        null,
        'drawn from the seed',
      ),
    )
    .addOption(backendOption());
  withJson(command).action(async (modelFile: string, options: TrainOptions) => {
    await perform(options.json, (output) => train(modelFile, options, output));
  });
}

async function train(modelFile: string, options: TrainOptions, output: Output): Promise<ExitCode> {
  const bars = new ProgressBars();
  const training = new FollowedTraining();
  const outcome = await interruptible([training], narrate, () =>
    training.train(
      {
        modelFile: path.resolve(modelFile),
        runsDirectory: options.runs === null ? defaultRunsDirectory() : path.resolve(options.runs),
        balancing: options.balancing,
        only: options.only,
        epochs: options.epochs,
        maxSteps: options.maxSteps,
        seed: options.seed,
        backend: options.backend,
        initialWeights: options.init === null ? null : path.resolve(options.init),
      },
      ({ description }, plannedSteps) => {
        narrate(`${description.device.backend}: ${description.device.description}`);
        return bars.add(description.name, plannedSteps);
      },
    ),
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
    `\n${run.description.name} ${state} after ${summary.steps} steps, ${duration(summary.elapsed)}`,
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

/** The exit code of a command that trained. */
export function exitCodeOf({ state, byUser }: Outcome): ExitCode {
  if (state === 'finished') {
    return exitCode.success;
  }
  return byUser ? exitCode.stopped : exitCode.failed;
}

/** Tells the person what is going on; standard output is for results. */
function narrate(line: string): void {
  process.stderr.write(`${line}\n`);
}
