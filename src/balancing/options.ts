import { closest } from 'fastest-levenshtein';
import { z } from 'zod';
import {
  balancingConfiguration,
  type BalancingConfiguration,
  type StrategyName,
} from '../record/balancing.js';
import { Problem } from '../record/problem.js';

/** What each option has to be, in words. */
const expected: Readonly<Record<string, string>> = {
  alpha: 'a finite number of at least 0',
  window: 'a whole number of steps, at least 1',
  warmUpEpochs: 'a whole number of epochs, at least 0',
  share: 'a number from 0 to 1',
  weights: 'an object that gives modalities a weight of at least 0 by name, at least one above 0',
  modality: 'the name of a modality',
};

/**
 * The configuration that a model file's call of a strategy stands for: `defaults`, overridden by the options given.
 *
 * @param defaults every option that the strategy has; undefined where it must be given
 * @param options what the person wrote, which need not be what the types ask for
 * @throws Problem `model-file`, its entry `balancing.<option>`, for an unknown option or a value out of range
 */
export function resolveOptions(
  strategy: StrategyName,
  defaults: Readonly<Record<string, unknown>>,
  options: unknown,
): BalancingConfiguration {
  const known = Object.keys(defaults);
  const given = Object.entries(asObject(strategy, options)).filter(
    ([, value]) => value !== undefined,
  );
  for (const [option] of given) {
    if (!known.includes(option)) {
      throw unknownOption(strategy, option, known);
    }
  }
  const values: Record<string, unknown> = { ...defaults, ...Object.fromEntries(given), strategy };
  const result = balancingConfiguration.safeParse(values);
  if (!result.success) {
    throw wrongOption(result.error, values);
  }
  return result.data;
}

function asObject(strategy: StrategyName, options: unknown = {}): object {
  if (typeof options !== 'object' || options === null) {
    throw new Problem({
      code: 'model-file',
      entry: 'balancing',
      what: `The strategy ${strategy} was given ${inWords(options)}.`,
      remedy: `Give its options by name, as in \`${strategy}({ … })\`.`,
    });
  }
  return options;
}

/** The problem with option `option`, whose value is `value`; `entry` where the fault lies deeper inside it. */
export function optionProblem(
  option: string,
  value: unknown,
  entry = `balancing.${option}`,
): Problem {
  return new Problem({
    code: 'model-file',
    entry,
    what: `\`${option}\` is ${inWords(value)}.`,
    remedy: `Give ${expected[option]}.`,
  });
}

function wrongOption(error: z.ZodError, values: Readonly<Record<string, unknown>>): Problem {
  const path = error.issues[0].path.map(String);
  return optionProblem(path[0], values[path[0]], ['balancing', ...path].join('.'));
}

function unknownOption(strategy: StrategyName, option: string, known: readonly string[]): Problem {
  return new Problem({
    code: 'model-file',
    entry: `balancing.${option}`,
    what: `The strategy ${strategy} has no option \`${option}\`.`,
    remedy:
      known.length === 0
        ? 'It takes no options: leave this one out.'
        : `Did you mean \`${closest(option, known)}\`? It has: ${known.join(', ')}.`,
  });
}

function inWords(value: unknown): string {
  return typeof value === 'string' || (typeof value === 'object' && value !== null)
    ? JSON.stringify(value)
    : String(value);
}
