import { Option, type Command } from 'commander';
import { cutDisagreements, type CutDisagreement } from '../../metrics/cut-disagreement.js';
import { disagreementSentence } from '../../metrics/findings/disagreement-sentence.js';
import type { BackendName } from '../../record/run.js';
import {
  cutOperator,
  splitName,
  type CutOperator,
  type SplitName,
} from '../../record/utilization.js';
import type { CheckpointChoice, InspectionResult } from '../../record/inspection.js';
import { readNullTrainings } from '../../runs/null-trainings.js';
import { readRun } from '../../runs/read-run.js';
import { exitCode, type ExitCode } from '../exit-code.js';
import { gateTable, keepGates } from '../gate-table.js';
import { inspectRun } from '../inspect-run.js';
import { runOrNewestOf } from '../newest-run.js';
import { duration } from '../number-format.js';
import { besideBandSentence, measureBand } from '../null-band.js';
import {
  atLeastTwo,
  backendOption,
  checkpointOption,
  positiveInteger,
  threadsOption,
} from '../options.js';
import type { Output } from '../output.js';
import { summarizeRun } from '../run-summary.js';
import { keepSamples, sampleRequest, sampleTable } from '../sample-table.js';
import { classTable, intervalNote, utilizationTable } from '../utilization-table.js';
import { perform, withJson } from '../verb.js';

interface InspectOptions {
  readonly checkpoint: CheckpointChoice;
  readonly split: SplitName;
  readonly cut: CutOperator;
  readonly recalibrateBatchNorm?: boolean;
  readonly samples?: boolean;
  readonly gates?: boolean;
  readonly null: number | null;
  readonly nullSteps: number | null;
  readonly runs: string | null;
  readonly backend: BackendName | null;
  readonly json?: boolean;
}

/** `inspect`: conditional utilization of a run's weights, over all classes and per class. */
export function inspectVerb(program: Command): void {
  const command = program
    .command('inspect')
    .argument(
      '<run>',
      'run directory, its name below .modality-lens/runs, or a model file for its newest run',
    )
    .description('measure conditional utilization of a run, over all classes and per class')
    .addOption(checkpointOption())
    .addOption(
      new Option('--split <name>', 'the samples to measure on')
        .choices(splitName.options)
        .default('test'),
    )
    .addOption(
      new Option('--cut <operator>', 'what stands in for a modality that is cut off')
        .choices(cutOperator.options)
        .default('mean'),
    )
    .option(
      '--recalibrate-batch-norm',
      "measure batch norm's running statistics anew on the training split before",
    )
    .option('--gates', 'look at the gates too, channel by channel, and keep it with the run')
    .option(
      '--samples',
      'find which samples change too, and keep them and their pictures with the run',
    )
    .addOption(
      new Option(
        '--null <N>',
        'measure the null band of d_speed too, from N trainings with shuffled labels, and keep it with the run',
      )
        .argParser(atLeastTwo)
        .default(null, 'the band that is kept with the run, if any'),
    )
    .addOption(
      new Option('--null-steps <N>', 'how many steps those trainings take')
        .argParser(positiveInteger)
        .default(null, 'the warm-up and the epoch after it'),
    )
    .addOption(
      new Option('--runs <DIR>', "folder that has a model file's runs").default(
        null,
        '.modality-lens/runs',
      ),
    )
    .addOption(backendOption())
    .addOption(threadsOption());
  withJson(command).action(async (run: string, options: InspectOptions) => {
    await perform(options.json, (output) => inspect(run, options, output));
  });
}

async function inspect(run: string, options: InspectOptions, output: Output): Promise<ExitCode> {
  const directory = await runOrNewestOf(run, options.runs);
  const { checkpoint, split, cut, recalibrateBatchNorm = false, backend } = options;
  const request = { checkpoint, split, cut, recalibrateBatchNorm, backend };
  // Before anything takes its time: the run, and what is kept of its null band, must be readable.
  const kept = await readRun(directory);
  await readNullTrainings(kept);
  const asked = { run: directory, ...request };
  const ofSamples = options.samples === true ? sampleRequest(asked) : null;
  // What stands in the modality's place matters: beside the mean, another cut shows how much.
  const besideMean = cut === 'permute' || cut === 'zero';
  const [result, byMean] = await inspectRun([
    asked,
    ...(besideMean ? [{ ...asked, cut: 'mean' as const }] : []),
  ]);
  report(result, output);
  const disagreements = besideMean ? sayDisagreements(byMean, result, output) : null;
  const gates =
    options.gates === true
      ? await keepGates({ run: directory, checkpoint, split, recalibrateBatchNorm, backend })
      : null;
  if (gates !== null) {
    output.say(`\n${gateTable(gates)}`);
  }
  const samples = ofSamples && (await keepSamples(ofSamples));
  if (samples !== null) {
    output.say(`\n${sampleTable(samples)}`);
  }
  if (options.null !== null) {
    await measureBand({
      run: directory,
      trainings: options.null,
      steps: options.nullSteps,
      backend,
    });
  }
  const { nullBand } = await summarizeRun(kept);
  if (nullBand !== null) {
    output.say(`\n${besideBandSentence(nullBand)}`);
  }
  output.document({
    run: directory,
    checkpoint,
    recalibrateBatchNorm,
    ...result,
    disagreements,
    samples,
    gates,
    nullBand,
  });
  return exitCode.success;
}

/** Where the cut that was asked for and the mean disagree beyond their intervals. */
function sayDisagreements(
  byMean: InspectionResult,
  { utilization, modalities }: InspectionResult,
  output: Output,
): CutDisagreement[] {
  const disagreements = cutDisagreements(byMean.utilization, utilization);
  output.say(
    disagreements.length === 0
      ? `\nCut by mean, every branch loses the same within the intervals.`
      : '',
  );
  for (const each of disagreements) {
    output.say(disagreementSentence(each, modalities, utilization.cut));
  }
  return disagreements;
}

function report(
  { step, modalities, classes, utilization }: InspectionResult,
  output: Output,
): void {
  const { samples, available, recordingSamples, split, cut, durations } = utilization;
  const spent = Object.values(durations).reduce((sum, each) => sum + each, 0);
  const means =
    recordingSamples === null ? '' : `, means recorded on ${recordingSamples} training samples`;
  output.say(
    `Conditional utilization after step ${step}, on ${samples} of ${available} ${split} samples, ` +
      `cut by ${cut}${means} (${duration(spent)}, of it ${duration(durations.recording)} recording)\n`,
  );
  output.say(utilizationTable(utilization, modalities));
  output.say('\nBy class (intervals hold for all classes at once):\n');
  output.say(classTable(utilization.classes, classes, modalities));
  output.say(`\n${intervalNote}`);
}
