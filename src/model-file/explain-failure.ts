import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { nearestName } from '../record/nearest-name.js';
import { Problem, type ProblemDescription } from '../record/problem.js';
import { locateEntry, locateImport, locateImportedName, locateInCall } from './locate.js';
import { suggestFile } from './suggest-file.js';
import { UnknownName } from './unknown-name.js';

/** A file of the workspace that a model was loaded from. */
export interface Source {
  /** Absolute path of the file. */
  readonly original: string;
  /** What was in it. */
  readonly content: string;
}

/** The problem of a file that cannot be parsed, from what the parser threw. */
export function syntaxProblem(file: string, thrown: unknown): Problem {
  const { message, loc } = thrown as { message: string; loc?: { line: number } };
  const [headline] = message.split('\n');
  return new Problem(
    {
      code: 'model-file',
      file,
      ...(loc && { line: loc.line }),
      what: sentence(headline.replace(/^\/: /, '').replace(/\s*\(\d+:\d+\)\s*$/, '')),
      remedy: l10n.t('Correct the syntax of this line, or of the one before it.'),
    },
    { cause: thrown },
  );
}

/**
 * The problem behind whatever was thrown while the model file `file` was being loaded, with the file and line of the
 * workspace where it lies, as far as they can be known.
 *
 * @param sources the files that had been read by then, by path, the model file first
 */
export function explainFailure(thrown: unknown, file: string, sources: readonly Source[]): Problem {
  const frame = firstFrame(thrown, sources);
  if (thrown instanceof Problem) {
    return placeProblem(thrown, sources, frame);
  }
  const unresolved = unresolvedSpecifier(thrown);
  if (unresolved !== null) {
    return unresolvedImport(unresolved, thrown, frame ?? { file }, sources);
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  // Node puts the path of a damaged JSON file before what is wrong with it.
  const [, json, damage] = /^(.*\.json): (.*)/.exec(message) ?? [];
  if (thrown instanceof SyntaxError && path.isAbsolute(json ?? '')) {
    return syntaxProblem(json, { message: damage });
  }
  return new Problem(
    {
      code: 'model-file',
      ...(frame ?? { file }),
      what: sentence(l10n.t('This failed while the model file was loading: {0}', message)),
      remedy: l10n.t(
        'Correct the code there; the model file is run from top to bottom when it is loaded.',
      ),
    },
    { cause: thrown },
  );
}

/**
 * `problem` with the file and line at which its entry stands in the model file; as it is where it has a file already.
 *
 * @param frame where in the workspace it was thrown, if it was thrown while loading
 */
export function placeProblem(
  problem: Problem,
  sources: readonly Source[],
  frame?: Frame | null,
): Problem {
  if (problem.description.file !== undefined) {
    return problem;
  }
  const place = frame ? placeAtFrame(problem, sources, frame) : placeInDefinition(problem, sources);
  return new Problem({ ...problem.description, ...place }, { cause: problem });
}

type Place = Pick<ProblemDescription, 'file' | 'line'>;

interface Frame {
  readonly file: string;
  readonly line: number;
}

function placeAtFrame(problem: Problem, sources: readonly Source[], { file, line }: Frame): Place {
  const content = sources.find(({ original }) => original === file)?.content ?? '';
  const { entry = '' } = problem.description;
  const nearer =
    problem instanceof UnknownName
      ? locateImportedName(content, entry)
      : locateInCall(content, line, entry);
  return { file, line: nearer ?? line };
}

function placeInDefinition(problem: Problem, sources: readonly Source[]): Place {
  const entry = problem.description.entry ?? '';
  return (
    firstPlace(sources, (content) => locateEntry(content, entry)) ?? { file: sources[0].original }
  );
}

function firstPlace(
  sources: readonly Source[],
  locate: (content: string) => number | null,
): Frame | null {
  for (const { original, content } of sources) {
    const line = locate(content);
    if (line !== null) {
      return { file: original, line };
    }
  }
  return null;
}

/** The innermost call on the stack of `thrown` that stands in one of the `sources`. */
function firstFrame(thrown: unknown, sources: readonly Source[]): Frame | null {
  const stack = thrown instanceof Error ? (thrown.stack ?? '') : '';
  for (const text of stack.split('\n')) {
    const call = path.normalize(text);
    for (const { original: file } of sources) {
      const at = call.indexOf(`${file}:`);
      const line = at === -1 ? Number.NaN : Number.parseInt(call.slice(at + file.length + 1));
      if (!Number.isNaN(line)) {
        return { file, line };
      }
    }
  }
  return null;
}

/** The specifier that could not be resolved, where that is why `thrown` was thrown. */
function unresolvedSpecifier(thrown: unknown): string | null {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND'
    ? (/Cannot find (?:module|package) '([^']+)'/.exec(String(thrown))?.[1] ?? null)
    : null;
}

function unresolvedImport(
  specifier: string,
  cause: unknown,
  otherwise: Place,
  sources: readonly Source[],
): Problem {
  const importer = firstPlace(sources, (content) => locateImport(content, specifier));
  const isPath = specifier.startsWith('.') || path.isAbsolute(specifier);
  return new Problem(
    {
      code: 'model-file',
      ...(importer ?? otherwise),
      entry: specifier,
      what: isPath
        ? l10n.t("There is no file '{0}' here.", specifier)
        : l10n.t("The package '{0}' is not installed.", specifier),
      remedy:
        isPath && importer !== null
          ? suggestFile(path.resolve(path.dirname(importer.file), specifier))
          : suggestPackage(specifier),
    },
    { cause },
  );
}

function suggestPackage(specifier: string): string {
  const known = [
    'modality-lens',
    '@tensorflow/tfjs',
    '@tensorflow/tfjs-core',
    '@tensorflow/tfjs-layers',
  ];
  const nearest = nearestName(specifier, known);
  return nearest === null
    ? l10n.t("Run 'npm install {0}' in this folder.", specifier)
    : l10n.t("Did you mean '{0}'?", nearest);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
