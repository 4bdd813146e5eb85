import { canonicalJson } from './canonical-json.js';
import { withoutSeed } from './pooling-key.js';
import type { RunDescription } from './run.js';

/** An option that not all of several runs have alike. */
export interface OptionDifference {
  /** Where it stands, as in a model file: `training.optimizer.learningRate`. */
  readonly option: string;
  /** One value a run, in their order; undefined where a run has no such option. */
  readonly values: readonly unknown[];
}

/**
 * In which options runs differ, beside the seed (ours): those of the configuration, the balancing, the modality that was
 * trained alone, and last `model file`, the hash of what the runs were made from, where the files differ. Empty where runs
 * are seeds of one configuration. An option within an option is named for itself, and so is one in a list as long in
 * every run.
 */
export function optionDifferences(
  runs: readonly Pick<RunDescription, 'configuration' | 'balancing' | 'only' | 'model'>[],
): OptionDifference[] {
  const options = runs.map(({ configuration, balancing, only, model }) => ({
    ...withoutSeed(configuration),
    balancing,
    only,
    'model file': model.hash,
  }));
  return differences('', options);
}

function differences(option: string, values: readonly unknown[]): OptionDifference[] {
  if (new Set(values.map((value) => canonicalJson(value ?? null))).size <= 1) {
    return [];
  }
  const parts = values.map(partsOf);
  if (!parts.every((each) => each !== null) || !haveOneShape(values)) {
    return [{ option, values }];
  }
  const names = [...new Set(parts.flatMap((each) => [...each.keys()]))];
  return names.flatMap((name) =>
    differences(
      nameWithin(option, name),
      parts.map((each) => each.get(name)),
    ),
  );
}

/** The entries of an object or a list; null for anything else. */
function partsOf(value: unknown): Map<string | number, unknown> | null {
  if (Array.isArray(value)) {
    return new Map(value.entries());
  }
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : null;
}

/** Whether all are objects, or all are lists of objects, one as long as the other: then their parts go together. */
function haveOneShape(values: readonly unknown[]): boolean {
  const lists = values.filter((value) => Array.isArray(value));
  const [first] = lists;
  return (
    lists.length === 0 ||
    (lists.length === values.length &&
      lists.every((list) => list.length === first?.length) &&
      lists.flat().every((part) => typeof part === 'object' && part !== null))
  );
}

function nameWithin(option: string, name: string | number): string {
  if (typeof name === 'number') {
    return `${option}[${name}]`;
  }
  return option === '' ? name : `${option}.${name}`;
}
