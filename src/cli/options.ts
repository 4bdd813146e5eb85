import { InvalidArgumentError, Option } from 'commander';
import { configureBalancing, strategyNames } from '../balancing/configure.js';
import { threadsVariable } from '../compute/thread-count.js';
import { describeProblem } from '../record/problem.js';
import { backendName } from '../record/run.js';
import type { CheckpointChoice } from '../record/inspection.js';
import { strategyName, type TrainingRequest } from '../worker/protocol.js';

/** `--backend`, which every verb that computes has. */
export function backendOption(): Option {
  return new Option('--backend <name>', 'compute on this backend; default: the first that works')
    .choices(backendName.options)
    .default(null, 'the ladder decides');
}

/** `--threads`, beside every `--backend`; what acts on it is `takeThreads`. */
export function threadsOption(): Option {
  return new Option(
    '--threads <number>',
    'threads that the wasm backend computes on, which change nothing about results',
  )
    .argParser(positiveInteger)
    .default(null, 'one a core, four at most');
}

/** Tells this process and those that it starts what `--threads` says, where it was given. */
export function takeThreads({ threads }: { readonly threads?: number | null }): void {
  if (threads !== undefined && threads !== null) {
    process.env[threadsVariable] = String(threads);
  }
}

/** `--checkpoint`, which every verb that reads a run's weights has. */
export function checkpointOption(): Option {
  return new Option('--checkpoint <which>', 'best (by validation accuracy), last, or a step number')
    .argParser(checkpointChoice)
    .default('last');
}

/** An option that leaves the choice to the model file unless given. */
export function overriding(
  flags: string,
  description: string,
  parse: (text: string) => unknown = (text) => text,
): Option {
  return new Option(flags, description).argParser(parse).default(null, 'as in the model file');
}

/** Reads a whole number from 1; anything else is a wrong use. */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError('Give a whole number from 1.');
  }
  return value;
}

/** Reads a whole number from 2; anything else is a wrong use. */
export function atLeastTwo(text: string): number {
  if (text.trim() === '1') {
    throw new InvalidArgumentError('Give a whole number from 2: one training has no spread.');
  }
  return positiveInteger(text);
}

/** Reads a whole number; anything else is a wrong use. */
export function integer(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError('Give a whole number.');
  }
  return value;
}

/** Reads the name of a strategy, or a strategy with its options as JSON; anything else is a wrong use. */
export function balancingChoice(text: string): TrainingRequest['balancing'] {
  const name = strategyName.safeParse(text);
  if (name.success) {
    return name.data;
  }
  if (!text.trimStart().startsWith('{')) {
    throw new InvalidArgumentError(
      `Give ${strategyNames.join(', ')}, or a strategy with its options as JSON.`,
    );
  }
  try {
    return configureBalancing(JSON.parse(text));
  } catch (thrown) {
    throw new InvalidArgumentError(inWords(thrown));
  }
}

function inWords(thrown: unknown): string {
  if (thrown instanceof SyntaxError) {
    return `This is no JSON: ${thrown.message}.`;
  }
  const { entry = '', what, remedy } = describeProblem(thrown);
  return `${entry}: ${what} ${remedy}`;
}

function checkpointChoice(text: string): CheckpointChoice {
  if (text === 'best' || text === 'last') {
    return text;
  }
  if (!/^\d+$/.test(text)) {
    throw new InvalidArgumentError('Give best, last, or the number of a step.');
  }
  return Number(text);
}
