import type { Command } from 'commander';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StrategyName } from '../../record/balancing.js';
import { formatProblem, Problem } from '../../record/problem.js';
import { readRun, type Run } from '../../runs/read-run.js';
import { readSteps } from '../../runs/read-steps.js';
import { median } from '../../series/median.js';
import type { InspectionResult } from '../../record/inspection.js';
import type { TrainingRequest } from '../../worker/protocol.js';
import { comparisonTable } from '../comparison-table.js';
import { exitCode, type ExitCode } from '../exit-code.js';
import { FollowedTraining, type Outcome } from '../followed-training.js';
import { exitCodeOf, narrate } from '../followed-training-report.js';
import { inspectRun } from '../inspect-run.js';
import { interruptible, Interruption } from '../interruption.js';
import { positiveInteger } from '../options.js';
import type { Output } from '../output.js';
import { ProgressBars } from '../progress-bars.js';
import { defaultRunsDirectory } from '../run-path.js';
import { summarizeRun } from '../run-summary.js';
import { intervalNote } from '../utilization-table.js';
import { perform, withJson } from '../verb.js';

/** The strategies that the demo trains side by side. */
const strategies = ['vanilla', 'guided'] as const satisfies readonly StrategyName[];

/** How many steps tell how long a step takes, and how many of them warm up first. */
const trial = { steps: 12, warmUp: 4 };

interface DemoOptions {
  readonly seconds: number;
  readonly json?: boolean;
}

/** `demo`: trains the example as it is and with re-balancing, side by side, and prints what came out. */
export function demoVerb(program: Command): void {
  const command = program
    .command('demo')
    .description('train the example with and without re-balancing, side by side, and compare')
    .option('--seconds <N>', 'about how long the training may take', positiveInteger, 150);
  withJson(command).action(async (options: DemoOptions) => {
    await perform(options.json, (output) => demo(options, output));
  });
}

async function demo({ seconds }: DemoOptions, output: Output): Promise<ExitCode> {
  process.stderr.write('Measuring how long a training step takes here …\n');
  const steps = Math.max(1, Math.floor((1000 * seconds) / (await measuredStep())));
  process.stderr.write(`Training ${steps} steps at most, with and without re-balancing.\n`);
  const outcomes = await trainAll(defaultRunsDirectory(), steps, new ProgressBars());
  const unfinished = outcomes.find(({ state }) => state !== 'finished');
  if (unfinished !== undefined) {
    const { state, problem } = unfinished;
    process.stderr.write(
      `${problem === null ? `The training ${state}.` : formatProblem(problem)}\n`,
    );
    return exitCodeOf(unfinished);
  }
  process.stderr.write('Measuring conditional utilization on validation and test …\n');
  const runs = outcomes.map(({ run }) => run);
  const columns = await Promise.all(
    runs.map(async (run, index) => ({
      name: strategies[index],
      run: run.directory,
      summary: await summarizeRun(run),
      inspections: await inspectAll(run),
    })),
  );
  output.say(comparisonTable(columns));
  output.say(`\n${intervalNote}\n${runs.map(({ directory }) => directory).join('\n')}`);
  output.document({ columns });
  return exitCode.success;
}

/** Milliseconds of one step while all trainings run side by side, their longest median. */
async function measuredStep(): Promise<number> {
  const scratch = await mkdtemp(path.join(tmpdir(), 'modality-lens-demo-'));
  try {
    const outcomes = await trainAll(scratch, trial.steps, null);
    if (outcomes.some(({ byUser }) => byUser)) {
      throw new Interruption('Stopped by the user while measuring.');
    }
    const medians = outcomes.map(async ({ run, problem }) => {
      if (problem !== null) {
        throw new Problem(problem);
      }
      const { steps } = await readSteps(await readRun(run.directory), trial.warmUp);
      return median(steps.column('duration')) ?? Infinity;
    });
    return Math.max(...(await Promise.all(medians)));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function trainAll(
  runsDirectory: string,
  maxSteps: number,
  bars: ProgressBars | null,
): Promise<Outcome[]> {
  const trainings = strategies.map(() => new FollowedTraining(narrate));
  return interruptible(trainings, narrate, () =>
    Promise.all(
      trainings.map((training, index) =>
        training.train(
          request(strategies[index], runsDirectory, maxSteps),
          (_, { plannedSteps }) =>
            bars?.add(strategies[index].padEnd(8), plannedSteps) ?? (() => undefined),
        ),
      ),
    ),
  ).finally(() => bars?.stop());
}

function request(
  balancing: StrategyName,
  runsDirectory: string,
  maxSteps: number,
): TrainingRequest {
  return {
    modelFile: path.join(__dirname, '../examples/colored-and-gray-mnist.multimodal.ts'),
    runsDirectory,
    balancing,
    maxSteps,
    only: null,
    epochs: null,
    seed: null,
    backend: 'wasm',
    initialWeights: null,
  };
}

function inspectAll({ directory }: Run): Promise<InspectionResult[]> {
  const common = { run: directory, checkpoint: 'last', cut: 'mean', backend: 'wasm' } as const;
  return inspectRun([
    { ...common, split: 'validation' },
    { ...common, split: 'test' },
  ]);
}
