import { optionDifferences, type OptionDifference } from './option-differences.js';
import { poolingKey, standsAlone, type PoolingFacts } from './pooling-key.js';
import type { RunDescription } from './run.js';

/** A run among others, as far as they are seeds of one configuration. */
export interface Configured<Each extends PoolingFacts> {
  readonly run: Each;
  /** Letter of its configuration, A first; runs with the same letter are seeds of one configuration. */
  readonly configuration: string;
  /** Why it is pooled with no other; null where it may be. */
  readonly alone: string | null;
  /**
   * The run before it with its configuration and its seed; null where there is none. The same seed twice is one draw, not
   * two: it would make an interval over seeds too narrow.
   */
  readonly twin: Each | null;
}

/** Finds which of several runs are seeds of one configuration (ours), see {@link poolingKey}. */
export function configured<Each extends PoolingFacts>(runs: readonly Each[]): Configured<Each>[] {
  const keys: string[] = [];
  const found: Configured<Each>[] = [];
  for (const run of runs) {
    const key = poolingKey(run);
    if (!keys.includes(key)) {
      keys.push(key);
    }
    const configuration = letters(keys.indexOf(key));
    const twin = found.find(
      (each) =>
        each.configuration === configuration && each.run.description.seed === run.description.seed,
    );
    found.push({ run, configuration, alone: standsAlone(run), twin: twin?.run ?? null });
  }
  return found;
}

/** The configurations of a comparison, and the options in which they differ. */
export interface ConfigurationDifferences {
  readonly configurations: readonly string[];
  /** One value a configuration, in their order. */
  readonly options: readonly OptionDifference[];
}

/** How the configurations of runs differ, each by its first run. */
export function configurationDifferences(
  runs: readonly { readonly configuration: string; readonly description: RunDescription }[],
): ConfigurationDifferences {
  const configurations = [...new Set(runs.map(({ configuration }) => configuration))];
  const firsts = configurations.flatMap((name) =>
    runs.filter(({ configuration }) => configuration === name).slice(0, 1),
  );
  return {
    configurations,
    options: optionDifferences(firsts.map(({ description }) => description)),
  };
}

/** A … Z, AA …: as the columns of a spreadsheet. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}
