import * as l10n from '@vscode/l10n';
import type { z } from 'zod';
import { describedOption } from './described-option.js';
import { modelFileProblem } from './model-file-problem.js';
import type { Problem } from './problem.js';
import { unknownOption } from './unknown-option.js';
import { valueInWords } from './value-in-words.js';

/**
 * The options that a person gave in a model file, checked against `schema`, defaults filled in.
 *
 * What the schema says by `.meta(wanted(…))` of an option, or of the nearest part around it, is the way out where it is
 * wrong. A message that the schema has of its own, a sentence, is what is wrong.
 *
 * @param given what the person wrote, which need not be what the types ask for
 * @param entry where a person finds these options: the builder's name, or the entry of the definition that they belong
 *   to, such as `convBranch` or `training.optimizer`
 * @throws Problem `model-file` at the first unknown option, with the nearest known one, or else the first wrong one; its
 *   entry goes down to the option, such as `convBranch.filters[1]`
 */
export function resolveOptions<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  entry: string,
): z.output<Schema> {
  const result = schema.safeParse(given, {
    error: ({ path = [], input }) => wrongValue(path, input),
  });
  if (result.success) {
    return result.data;
  }
  const { issues } = result.error;
  // A misspelt name often leaves the option that was meant missing: the name is what to mend.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0];
  throw problemOf(issue, schema, given, entry, result.error);
}

function problemOf(
  issue: z.core.$ZodIssue,
  schema: z.ZodType,
  given: unknown,
  entry: string,
  cause: z.ZodError,
): Problem {
  const { wanted, names } = describedOption(schema, given, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const [unknown] = issue.keys;
    return unknownOption(unknown, names, entryAt(entry, [...issue.path, unknown]), cause);
  }
  const remedy = wanted?.() ?? somethingElse(names);
  return modelFileProblem(entryAt(entry, issue.path), issue.message, remedy, cause);
}

function somethingElse(names: readonly string[]): string {
  return names.length === 0
    ? l10n.t('Give another value.')
    : l10n.t('Give an object: {0}.', `{ ${names.join(', ')} }`);
}

function wrongValue(path: readonly PropertyKey[], value: unknown): string {
  const option = entryAt('', path).replace(/^\./, '');
  return option === ''
    ? l10n.t('The options are {0}.', valueInWords(value))
    : l10n.t("The option '{0}' is {1}.", option, valueInWords(value));
}

/** As in code: `filters[1]`; a key that is no plain name stands in quotes: `weights["a.b"]`. */
function entryAt(entry: string, path: readonly PropertyKey[]): string {
  const parts = path.map((key) => {
    if (typeof key === 'number') {
      return `[${key}]`;
    }
    const name = String(key);
    return /[.[\]]/.test(name) ? `["${name}"]` : `.${name}`;
  });
  return [entry, ...parts].join('');
}
