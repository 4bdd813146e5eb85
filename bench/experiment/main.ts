/**
 * The experiment on the paper's claim: trains every condition with every seed, measures, keeps the numbers, and writes
 * the report from them. It may be stopped at any time and started again.
 */
import { Command, InvalidArgumentError } from 'commander';
import { availableParallelism, constants, setPriority } from 'node:os';
import path from 'node:path';
import { positiveInteger, takeThreads } from '../../src/cli/options.js';
import { describeProblem, formatProblem } from '../../src/record/problem.js';
import { conditions } from './conditions.js';
import { runExperiment } from './experiment.js';
import { firstExploratorySeed, modelHashes, requireFrozen } from './frozen.js';
import { writeGuideFigures } from './report/write-guide-figures.js';
import { writeReport } from './report/write-report.js';

const root = path.resolve(__dirname, '..');
const results = path.join(root, 'docs/results');
const frozen = path.join(results, 'frozen-configuration.json');

interface Options {
  readonly seeds: readonly number[];
  readonly conditions: readonly string[] | null;
  readonly children: number;
  readonly runs: string;
  readonly data: string;
  readonly models: string;
  readonly maxSteps?: number;
  readonly hashes?: boolean;
  readonly report?: boolean;
  readonly guide?: boolean;
}

/** Reads `0-9` or `3`. */
function seeds(text: string): number[] {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null) {
    throw new InvalidArgumentError('Give a seed, or the first and the last, such as 0-9.');
  }
  const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])];
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Reads names of conditions, separated by commas. */
function conditionNames(text: string): string[] {
  const names = text.split(',');
  const known = conditions.map(({ name }) => name);
  if (names.some((name) => !known.includes(name))) {
    throw new InvalidArgumentError(`There are ${known.join(', ')}.`);
  }
  return names;
}

async function run(options: Options): Promise<void> {
  const { models, maxSteps = null } = options;
  if (options.report === true) {
    console.log(await writeReport(options.data, frozen, path.dirname(results)));
    return;
  }
  if (options.guide === true) {
    await writeGuideFigures(options.data, path.join(root, 'media/guide'));
    return;
  }
  if (options.hashes === true) {
    console.log(JSON.stringify(await modelHashes(models), null, 2));
    return;
  }
  if (options.seeds.some((seed) => seed < firstExploratorySeed)) {
    await requireFrozen(frozen, models);
  }
  // The children inherit it: the experiment takes hours, and only what nobody else needs.
  setPriority(constants.priority.PRIORITY_LOW);
  takeThreads({ threads: Math.max(1, Math.floor(availableParallelism() / options.children)) });
  const failed = await runExperiment({
    ...{ ...options, models, maxSteps, script: path.join(__dirname, 'cli.js') },
    say: (line) => {
      console.log(`${new Date().toISOString()} ${line}`);
    },
  });
  process.exitCode = failed === 0 ? 0 : 1;
}

const program = new Command('experiment')
  .description('train and measure every condition with every seed; what is done is not done again')
  .option('--seeds <first-last>', 'which seeds', seeds, seeds('0-9'))
  .option('--conditions <names>', 'only these, separated by commas', conditionNames, null)
  .option('--children <N>', 'trainings at a time', positiveInteger, 2)
  .option('--runs <DIR>', 'folder that gets the runs', path.join(root, '.cache/experiment'))
  .option('--data <FILE>', 'file with the results', path.join(results, 'runs.jsonl'))
  .option('--models <DIR>', 'folder of the models', path.join(root, 'bench/experiment/models'))
  .option(
    '--max-steps <N>',
    'end each training after so many steps: to try it out',
    positiveInteger,
  )
  .option('--report', 'write docs/results.md from the data alone')
  .option('--guide', "draw the walkthrough's pictures from the data alone")
  .option('--hashes', "print the models' hashes, to be frozen");
program.action(async (options: Options) => {
  await run(options).catch((thrown: unknown) => {
    console.error(formatProblem(describeProblem(thrown)));
    process.exitCode = 1;
  });
});
void program.parseAsync();
