import { formatProblem, describeProblem } from '../../src/record/problem.js';
import { conditionNamed, conditions } from './conditions.js';
import { readResults, writeResults } from './data-file.js';
import { workThrough, type Task } from './queue.js';
import { runCondition, type Places } from './run-condition.js';

/** What is run, where, and how much at a time. */
export interface ExperimentOptions extends Places {
  readonly seeds: readonly number[];
  /** Names of the conditions; null: all of them. */
  readonly conditions: readonly string[] | null;
  /** The file with the results: what is in it is not run again. */
  readonly data: string;
  /** How many trainings at a time. */
  readonly children: number;
  readonly maxSteps: number | null;
  readonly say: (line: string) => void;
}

/**
 * Runs what is missing in the data file, whole seeds one after another, and adds each result when it is there.
 *
 * @returns how many runs failed or could not be begun
 * @throws Problem where the data file cannot be read or written
 */
export async function runExperiment(options: ExperimentOptions): Promise<number> {
  const results = new Map(
    (await readResults(options.data)).map((result) => [key(result.condition, result.seed), result]),
  );
  const wanted = conditions.filter(({ name }) => options.conditions?.includes(name) ?? true);
  const tasks = options.seeds.flatMap((seed) =>
    wanted.map(({ name, after }): Task<string> => ({
      id: key(name, seed),
      after: after === null ? null : key(after, seed),
    })),
  );
  const isDone = (id: string): boolean => results.has(id);
  options.say(`${tasks.filter(({ id }) => !isDone(id)).length} of ${tasks.length} runs to do.`);
  const failed = await workThrough(tasks, options.children, isDone, async (id) => {
    const [name, seed] = id.split('/');
    const condition = conditionNamed(name);
    try {
      const before = condition.after === null ? null : results.get(`${condition.after}/${seed}`);
      const result = await runCondition(
        condition,
        Number(seed),
        before ?? null,
        options,
        options.maxSteps,
      );
      results.set(id, result);
      await writeResults(options.data, [...results.values()]);
      options.say(`${id}: done in ${result.seconds.elapsed + result.seconds.measuring} s`);
    } catch (thrown) {
      options.say(`${id}: ${formatProblem(describeProblem(thrown))}`);
      throw thrown;
    }
  });
  return failed.length;
}

function key(condition: string, seed: number): string {
  return `${condition}/${seed}`;
}
