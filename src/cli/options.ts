import { InvalidArgumentError, Option } from 'commander';
import { backendName } from '../record/run.js';
import type { CheckpointChoice } from '../record/inspection.js';

/** `--backend`, which every verb that computes has. */
export function backendOption(): Option {
  return new Option('--backend <name>', 'compute on this backend; default: the first that works')
    .choices(backendName.options)
    .default(null, 'the ladder decides');
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

/** Reads a whole number; anything else is a wrong use. */
export function integer(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value)) {
    throw new InvalidArgumentError('Give a whole number.');
  }
  return value;
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
