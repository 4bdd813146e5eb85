import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../record/problem.js';
import { systemErrorCode, unlessMissing } from '../../runs/disk-problem.js';
import {
  changeConfiguration,
  configurationPath,
  type ConfigurationAddition,
} from './change-configuration.js';
import { newModelFile } from './new-model-file.js';
import {
  supportConfiguration,
  supportedModules,
  writeNew,
  writeSupportFiles,
} from './support-files.js';

/** What {@link scaffold} is asked for. */
export interface ScaffoldRequest {
  /** Name of the model, with folders before it as a person likes. */
  readonly name: string;
  /** Absolute folder that the person works in. */
  readonly directory: string;
  /** Absolute folder of this package, which has the example and the declarations. */
  readonly installation: string;
  /** Whether the tsconfig.json at `file`, which is a person's own, may get `addition`. */
  readonly mayChange: (file: string, addition: ConfigurationAddition) => Promise<boolean>;
}

/** What {@link scaffold} did. All paths are absolute. */
export interface Scaffold {
  readonly modelFile: string;
  /** Every file that was written or changed, the model file last. */
  readonly written: readonly string[];
  /** A tsconfig.json that was left as it is, and what it lacks; null where there is none. */
  readonly left: { readonly file: string; readonly addition: ConfigurationAddition } | null;
}

/**
 * Writes a model file that trains as it stands, and beside it all that an editor needs to know the names in it without
 * anything being installed. Nothing of a person's own is changed unasked, and a model file never.
 *
 * The folder that is worked in gets `.modality-lens/` and, unless there is one between it and the model file, a
 * tsconfig.json; for a model file outside of it, the model file's own folder does.
 *
 * @throws Problem `usage` where the name cannot be one or is taken, `model-file` where a file cannot be written
 */
export async function scaffold(request: ScaffoldRequest): Promise<Scaffold> {
  const { file, model } = newModelFile(request.name, request.directory);
  const folder = path.dirname(file);
  const root = isWithin(request.directory, folder) ? request.directory : folder;
  try {
    if ((await textOf(file)) !== null) {
      throw taken(file);
    }
    const configuration = await configure(root, folder, request);
    await mkdir(folder, { recursive: true });
    const written = await writeSupportFiles(root, request.installation);
    if (configuration.text !== null) {
      await writeFile(configuration.file, configuration.text);
      written.push(configuration.file);
    }
    if (!(await writeNew(file, await example(request.installation, model)))) {
      throw taken(file);
    }
    return { modelFile: file, written: [...written, file], left: configuration.left };
  } catch (error) {
    throw systemErrorCode(error) === null ? error : unwritable(folder, error);
  }
}

/** The tsconfig.json that holds for the model file, and its new text; null where it is left as it is. */
async function configure(
  root: string,
  folder: string,
  { mayChange }: ScaffoldRequest,
): Promise<{
  readonly file: string;
  readonly text: string | null;
  readonly left: Scaffold['left'];
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

/** Source of the example, its model called `name`. */
async function example(installation: string, name: string): Promise<string> {
  const file = path.join(installation, 'examples', 'colored-and-gray-mnist.multimodal.ts');
  return (await readFile(file, 'utf8')).replace('colored-and-gray-mnist', name);
}

async function textOf(file: string): Promise<string | null> {
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

function taken(file: string): Problem {
  return new Problem({
    code: 'usage',
    file,
    what: 'There is such a file already, and it is left as it is.',
    remedy: 'Choose another name.',
  });
}

function unwritable(folder: string, error: unknown): Problem {
  const reason = error instanceof Error ? error.message : String(error);
  return new Problem(
    {
      code: 'model-file',
      file: folder,
      what: `The files cannot be written: ${reason}.`,
      remedy: 'Choose a folder that you may write to, on a disk with some space.',
    },
    { cause: error },
  );
}
