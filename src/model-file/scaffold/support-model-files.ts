import * as l10n from '@vscode/l10n';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { errorInWords } from '../../record/error-in-words.js';
import { Problem } from '../../record/problem.js';
import { systemErrorCode, unlessMissing } from '../../runs/disk-problem.js';
import {
  changeConfiguration,
  configurationPath,
  type ConfigurationAddition,
} from './change-configuration.js';
import { supportConfiguration, supportedModules, writeSupportFiles } from './support-files.js';

/** What {@link supportModelFiles} is asked for. */
export interface SupportRequest {
  /** Absolute folder that the person works in. */
  readonly directory: string;
  /** Absolute folder of this package, which has the example and the declarations. */
  readonly installation: string;
  /** Whether the tsconfig.json at `file`, which is a person's own, may get `addition`. */
  readonly mayChange: (file: string, addition: ConfigurationAddition) => Promise<boolean>;
}

/** What {@link supportModelFiles} did. All paths are absolute. */
export interface Support {
  /** Every file that was written or changed. */
  readonly written: readonly string[];
  /** A tsconfig.json that was left as it is, and what it lacks; null where there is none. */
  readonly left: { readonly file: string; readonly addition: ConfigurationAddition } | null;
}

/**
 * Writes what an editor needs to know the names in the model files of `folder` without anything being installed. Nothing of
 * a person's own is changed unasked.
 *
 * The folder that is worked in gets `.modality-lens/` and, unless there is one between it and `folder`, a tsconfig.json;
 * where `folder` lies outside of it, `folder` itself does.
 *
 * @param folder absolute; made where it is missing
 * @throws Problem `model-file` where a file cannot be written
 */
export async function supportModelFiles(folder: string, request: SupportRequest): Promise<Support> {
  const root = isWithin(request.directory, folder) ? request.directory : folder;
  try {
    const configuration = await configure(root, folder, request);
    await mkdir(folder, { recursive: true });
    const written = await writeSupportFiles(root, request.installation);
    if (configuration.text !== null) {
      await writeFile(configuration.file, configuration.text);
      written.push(configuration.file);
    }
    return { written, left: configuration.left };
  } catch (error) {
    throw systemErrorCode(error) === null ? error : unwritable(folder, error);
  }
}

/** The tsconfig.json that holds for the folder, and its new text; null where it is left as it is. */
async function configure(
  root: string,
  folder: string,
  { mayChange }: SupportRequest,
): Promise<{
  readonly file: string;
  readonly text: string | null;
  readonly left: Support['left'];
}> {
  const base = supportConfiguration(root);
  for (const directory of foldersUpTo(root, folder)) {
    const file = path.join(directory, 'tsconfig.json');
    const text = await textOf(file);
    if (text !== null) {
      const change = changeConfiguration({
        text,
        directory,
        base,
        modules: supportedModules(root),
      });
      if (change === null) {
        return { file, text: null, left: null };
      }
      const { addition, changed } = change;
      return changed !== null && (await mayChange(file, addition))
        ? { file, text: changed, left: null }
        : { file, text: null, left: { file, addition } };
    }
  }
  return { file: path.join(root, 'tsconfig.json'), text: newConfiguration(root), left: null };
}

function newConfiguration(root: string): string {
  const configuration = {
    extends: configurationPath(root, supportConfiguration(root)),
    compilerOptions: {
      target: 'ES2023',
      lib: ['ES2023', 'DOM'],
      module: 'ESNext',
      moduleResolution: 'bundler',
      strict: true,
      noEmit: true,
    },
  };
  return `${JSON.stringify(configuration, undefined, 2)}\n`;
}

/** What is in a file; null where there is none. Throws the failed system call. */
export async function textOf(file: string): Promise<string | null> {
  return unlessMissing(null, () => readFile(file, 'utf8'));
}

/** `folder` and those that it lies in, up to `root`. */
function foldersUpTo(root: string, folder: string): string[] {
  return folder === root ? [root] : [folder, ...foldersUpTo(root, path.dirname(folder))];
}

/** Whether `folder` is `root` or lies below it. */
function isWithin(root: string, folder: string): boolean {
  const relative = path.relative(root, folder);
  return relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative);
}

/** The problem of files that cannot be written below `folder`. */
export function unwritable(folder: string, error: unknown): Problem {
  return new Problem(
    {
      code: 'model-file',
      file: folder,
      what: l10n.t('The files cannot be written: {0}.', errorInWords(error, folder)),
      remedy: l10n.t('Choose a folder that you may write to, on a disk with some space.'),
    },
    { cause: error },
  );
}
