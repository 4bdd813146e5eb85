import type { Command } from 'commander';
import path from 'node:path';
import { pyTorchLayout, toPyTorch } from '../../runs/pytorch-layout.js';
import { readCheckpoint } from '../../runs/read-checkpoint.js';
import { readRun } from '../../runs/read-run.js';
import { writeSafetensors } from '../../runs/safetensors.js';
import type { CheckpointChoice } from '../../record/inspection.js';
import { exitCode, type ExitCode } from '../exit-code.js';
import { checkpointOption } from '../options.js';
import type { Output } from '../output.js';
import { runPath } from '../run-path.js';
import { perform, withJson } from '../verb.js';

interface ExportOptions {
  readonly checkpoint: CheckpointChoice;
  readonly out: string;
  readonly json?: boolean;
}

/** `weights export`: a run's weights as a PyTorch `state_dict`; `train --init` takes such a file back. */
export function weightsVerb(program: Command): void {
  const weights = program
    .command('weights')
    .description('carry weights over to PyTorch; train --init takes them back');
  const command = weights
    .command('export')
    .argument('<run>', 'run directory, or its name below .modality-lens/runs')
    .description("write a run's weights as a PyTorch state_dict")
    .addOption(checkpointOption())
    .requiredOption(
      '--out <file.safetensors>',
      'file that gets the weights; replaced if it is there',
    );
  withJson(command).action(async (run: string, options: ExportOptions) => {
    await perform(options.json, (output) => exportWeights(run, options, output));
  });
}

async function exportWeights(
  given: string,
  { checkpoint, out }: ExportOptions,
  output: Output,
): Promise<ExitCode> {
  const run = await readRun(runPath(given));
  const { state, weights } = await readCheckpoint(run, checkpoint);
  const modalities = run.description.modalities.map(({ name }) => name);
  const tensors = toPyTorch(weights, modalities);
  const file = path.resolve(out);
  const metadata = new Map([
    ['layout', pyTorchLayout],
    ['modalities', JSON.stringify(modalities)],
    ['run', run.description.id],
    ['step', String(state.step)],
  ]);
  await writeSafetensors(file, tensors, metadata);
  output.say(
    `${tensors.size} tensors of step ${state.step} in PyTorch's names and layouts: ${file}`,
  );
  output.document({ run: run.directory, step: state.step, file, tensors: [...tensors.keys()] });
  return exitCode.success;
}
