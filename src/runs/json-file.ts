import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { Problem, type ProblemDescription } from '../record/problem.js';
import { onDisk } from './disk-problem.js';
import { inSpokenLanguage } from './schema-words.js';

/** What a text that should be JSON turned out to be. */
export type JsonResult<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: ProblemDescription };

/**
 * Parses and validates JSON.
 *
 * @param file path for the message
 * @param firstLine line of the file on which `text` begins, from 1
 */
export function parseJson<Value>(
  text: string,
  schema: z.ZodType<Value>,
  file: string,
  firstLine = 1,
): JsonResult<Value> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return {
      ok: false,
      problem: {
        code: 'run',
        file,
        line: firstLine + lineOf(text, String(error)),
        what: l10n.t(
          'This is not JSON ({0}).',
          error instanceof Error ? error.message : String(error),
        ),
        remedy: l10n.t('Mend or restore the file.'),
      },
    };
  }
  return checkedValue(value, schema, { file, line: text.includes('\n') ? null : firstLine });
}

/**
 * Validates what JSON says.
 *
 * @param place for the message; its line is null where the text has several
 */
function checkedValue<Value>(
  value: unknown,
  schema: z.ZodType<Value>,
  { file, line }: { readonly file: string; readonly line: number | null },
): JsonResult<Value> {
  const parsed = schema.safeParse(value, inSpokenLanguage());
  if (parsed.success) {
    return { ok: true, value: parsed.data };
  }
  const issue = parsed.error.issues[0];
  return {
    ok: false,
    problem: {
      code: 'run',
      file,
      ...(line === null ? {} : { line }),
      entry: issue?.path.map(String).join('.') ?? '',
      what: l10n.t(
        'The content is not what belongs there: {0}.',
        issue?.message ?? 'Invalid content',
      ),
      remedy: l10n.t('Mend or restore the file; docs/run-directory.md says what belongs there.'),
    },
  };
}

/**
 * Reads and validates a JSON file.
 *
 * @param remedy what to do where it is damaged, if there is better advice than to mend it
 * @throws Problem that names the file, and the line or the entry at fault
 */
export async function readJsonFile<Value>(
  file: string,
  schema: z.ZodType<Value>,
  remedy?: string,
): Promise<Value> {
  const result = parseJson(await readText(file), schema, file);
  if (!result.ok) {
    throw new Problem({ ...result.problem, ...(remedy === undefined ? {} : { remedy }) });
  }
  return result.value;
}

/** The text of a file of a run. Throws a Problem where it cannot be read. */
function readText(file: string): Promise<string> {
  return onDisk(file, 'read the run', () => readFile(file, 'utf8'));
}

/** A text of JSON that is read by more than one schema, one after the other: what it says first decides on the next. */
export class JsonText {
  readonly #text: string;
  readonly #file: string;
  readonly #value: unknown;

  /** Throws a Problem that names `file`, and the line at fault, where the text is not JSON. */
  constructor(text: string, file: string) {
    this.#text = text;
    this.#file = file;
    this.#value = valueOf(parseJson(text, z.unknown(), file));
  }

  /** What it says by `schema`. Throws a Problem that names the entry at fault. */
  as<Value>(schema: z.ZodType<Value>): Value {
    const line = this.#text.includes('\n') ? null : 1;
    return valueOf(checkedValue(this.#value, schema, { file: this.#file, line }));
  }
}

function valueOf<Value>(result: JsonResult<Value>): Value {
  if (!result.ok) {
    throw new Problem(result.problem);
  }
  return result.value;
}

/** How many lines lie before the fault that a message of JSON.parse speaks of; a text that breaks off, all of them. */
function lineOf(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  const before = position === undefined ? text.trimEnd() : text.slice(0, Number(position));
  return before.split('\n').length - 1;
}
