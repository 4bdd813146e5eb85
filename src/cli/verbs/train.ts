import { Option, type Command } from 'commander';
import path from 'node:path';
import type { BackendName } from '../../record/run.js';
import type { TrainingRequest } from '../../worker/protocol.js';
import type { ExitCode } from '../exit-code.js';
import { reportTraining } from '../followed-training-report.js';
import { strategyNames } from '../../balancing/configure.js';
import {
  backendOption,
  balancingChoice,
  integer,
  overriding,
  positiveInteger,
  threadsOption,
} from '../options.js';
import type { Output } from '../output.js';
import { defaultRunsDirectory } from '../run-path.js';
import { perform, withJson } from '../verb.js';

interface TrainOptions {
  readonly balancing: TrainingRequest['balancing'];
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
      overriding(
        '--balancing <strategy>',
        `which steps re-balance: ${strategyNames.join(', ')}, or a strategy with its options as JSON, ` +
          `{"strategy":"random","share":0.8}`,
        balancingChoice,
      ),
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
      new Option(
        '--init <weights.safetensors>',
        'initial weights: of a run, or of PyTorch',
      ).default(null, 'drawn from the seed'),
    )
    .addOption(backendOption())
    .addOption(threadsOption());
  withJson(command).action(async (modelFile: string, options: TrainOptions) => {
    await perform(options.json, (output) => train(modelFile, options, output));
  });
}

function train(modelFile: string, options: TrainOptions, output: Output): Promise<ExitCode> {
  const request: TrainingRequest = {
    modelFile: path.resolve(modelFile),
    runsDirectory: options.runs === null ? defaultRunsDirectory() : path.resolve(options.runs),
    balancing: options.balancing,
    only: options.only,
    epochs: options.epochs,
    maxSteps: options.maxSteps,
    seed: options.seed,
    backend: options.backend,
    initialWeights: options.init === null ? null : path.resolve(options.init),
  };
  return reportTraining((training, onStart) => training.train(request, onStart), output);
}
