import type { Command } from 'commander';
import type { BackendName } from '../../record/run.js';
import type { CheckpointChoice } from '../../record/inspection.js';
import { reportTraining } from '../followed-training-report.js';
import { backendOption, checkpointOption, threadsOption } from '../options.js';
import { runPath } from '../run-path.js';
import { perform, withJson } from '../verb.js';

interface ResumeOptions {
  readonly checkpoint: CheckpointChoice;
  readonly backend: BackendName | null;
  readonly json?: boolean;
}

/** `resume`: goes on with a run that was stopped or interrupted, as if it never had been. */
export function resumeVerb(program: Command): void {
  const command = program
    .command('resume')
    .argument('<run>', 'run directory, or its name below .modality-lens/runs')
    .description('go on with a run that was stopped or interrupted, as if it never had been')
    .addOption(checkpointOption())
    .addOption(backendOption().default(null, 'that of the run'))
    .addOption(threadsOption())
    .addHelpText(
      'after',
      '\nThe run is made of its own copies of the model file. What it wrote after the checkpoint is written anew.',
    );
  withJson(command).action(async (run: string, { json, checkpoint, backend }: ResumeOptions) => {
    const request = { run: runPath(run), checkpoint, backend };
    await perform(json, (output) =>
      reportTraining((training, onStart) => training.continueRun(request, onStart), output),
    );
  });
}
