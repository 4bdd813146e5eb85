import { Option, type Command } from 'commander';
import path from 'node:path';
import { referenceSentences } from '../../metrics/findings/held-to-reference.js';
import { branchLossSentence } from '../../metrics/findings/losses-when-cut.js';
import { overSeeds } from '../../metrics/comparison/over-seeds.js';
import { quantitiesOf } from '../../metrics/comparison/quantities.js';
import { isReferenceOf } from '../../record/comparable-runs.js';
import { configurationDifferences } from '../../record/configurations.js';
import type { BackendName } from '../../record/run.js';
import type { SplitName } from '../../record/utilization.js';
import type { Run } from '../../runs/read-run.js';
import type { InspectionResult } from '../../record/inspection.js';
import { comparisonTable, type ComparedRun } from '../comparison-table.js';
import { differenceTable } from '../difference-table.js';
import { exitCode, type ExitCode } from '../exit-code.js';
import { gatherRuns, type GatheredRun } from '../gather-runs.js';
import { inspectRun } from '../inspect-run.js';
import { backendOption, threadsOption } from '../options.js';
import type { Output } from '../output.js';
import { seedNote, seedTable } from '../seed-table.js';
import { intervalNote } from '../utilization-table.js';
import { perform, withJson } from '../verb.js';

/** How many runs stand side by side before a further table is begun. */
const columnsPerTable = 4;

/** How many damages of a run are named one by one. */
const mostDamages = 5;

interface CompareOptions {
  readonly split: SplitName;
  readonly backend: BackendName | null;
  readonly json?: boolean;
}

/** A run of the whole network with what was measured of it. */
interface MeasuredRun extends GatheredRun, ComparedRun {
  readonly inspection: InspectionResult;
}

/** `compare`: runs side by side, seeds of one configuration pooled, branches held to uni-modal references. */
export function compareVerb(program: Command): void {
  const command = program
    .command('compare')
    .argument('<run...>', 'run directories, or their names below .modality-lens/runs')
    .description('put runs side by side, by their last checkpoints, and pool seeds')
    .addOption(
      new Option('--split <name>', 'the samples to measure on')
        .choices(['test', 'validation'])
        .default('test'),
    )
    .addOption(backendOption())
    .addOption(threadsOption())
    .addHelpText(
      'after',
      '\nRuns that differ in nothing but the seed are pooled. A run with --only <modality> is the reference of\n' +
        'that branch for the runs with its seed.',
    );
  withJson(command).action(async (runs: string[], options: CompareOptions) => {
    await perform(options.json, (output) => compare(runs, options, output));
  });
}

async function compare(
  given: readonly string[],
  { split, backend }: CompareOptions,
  output: Output,
): Promise<ExitCode> {
  const { whole, references } = await gatherRuns(given);
  const runs = await measure(whole, references, split, backend);
  const pooled = overSeeds(
    runs.map(({ run, configuration, summary, inspection }) => ({
      configuration,
      seed: run.description.seed,
      quantities: quantitiesOf(
        inspection.utilization,
        summary.speedDifference,
        inspection.modalities,
      ),
    })),
  );
  const differences = configurationDifferences(
    whole.map(({ run, configuration }) => ({ configuration, description: run.description })),
  );
  const unused = references.filter(({ directory }) =>
    runs.every(({ inspection }) => inspection.references.every(({ run }) => run !== directory)),
  );
  for (let start = 0; start < runs.length; start += columnsPerTable) {
    output.say(`${comparisonTable(runs.slice(start, start + columnsPerTable))}\n`);
  }
  output.say(`${intervalNote}\n`);
  if (differences.options.length > 0) {
    output.say(`${differenceTable(differences)}\n`);
  }
  if (pooled.length > 0) {
    output.say(`${seedTable(pooled)}\n\n${seedNote}\n`);
  }
  runs.forEach((run) => {
    output.say(`${[`${run.name}: ${run.run.directory}`, ...sentencesOf(run)].join('\n  ')}\n`);
  });
  unused.forEach(({ directory, description: { only, seed } }) => {
    output.say(
      `${path.basename(directory)} is ${String(only)} alone with seed ${seed}: no run here has that seed and branch.`,
    );
  });
  output.document({
    split,
    runs: runs.map(({ run, name, configuration, alone, summary, inspection }) => ({
      ...{ run: run.directory, name, configuration, seed: run.description.seed },
      ...{ notPooledBecause: alone, summary, inspection },
    })),
    differences,
    overSeeds: pooled,
    unusedReferences: unused.map(({ directory }) => directory),
  });
  return exitCode.success;
}

/** Measures one run after the other, and says on standard error which. */
async function measure(
  whole: readonly GatheredRun[],
  references: readonly Run[],
  split: SplitName,
  backend: BackendName | null,
): Promise<MeasuredRun[]> {
  const requests = whole.map(({ run }) => ({
    ...({ run: run.directory, checkpoint: 'last', cut: 'mean', split, backend } as const),
    references: references
      .filter(({ description }) => isReferenceOf(description, run.description))
      .map(({ directory }) => directory),
  }));
  const inspections = await inspectRun(requests, (index) => {
    const name = path.basename(whole[index].run.directory);
    process.stderr.write(`Measuring on ${split}, ${index + 1} of ${whole.length}: ${name} …\n`);
  });
  return whole.map((gathered, index) => {
    const { seed, balancing } = gathered.run.description;
    const name = `${gathered.configuration} ${balancing.strategy}, seed ${seed}`;
    const inspection = inspections[index];
    return { ...gathered, name, inspection, inspections: [inspection] };
  });
}

function sentencesOf({ inspection, alone, summary }: MeasuredRun): string[] {
  const { modalities, utilization, references } = inspection;
  const { damages } = summary;
  return [
    ...damages.slice(0, mostDamages).map((damage) => `Damaged: ${damage}`),
    ...(alone === null ? [] : [`Not pooled with other seeds: ${alone}.`]),
    ...utilization.entries
      .filter(({ points }) => points.value !== null)
      .map(({ branch, cut, points }) =>
        branchLossSentence(modalities[branch], modalities[cut], points),
      ),
    ...references.flatMap((reference) => referenceSentences(reference, modalities)),
  ];
}
