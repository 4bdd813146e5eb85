import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Problem } from '../../record/problem.js';
import { systemErrorCode } from '../../runs/disk-problem.js';
import { newModelFile } from './new-model-file.js';
import { writeNew } from './support-files.js';
import {
  supportModelFiles,
  textOf,
  unwritable,
  type Support,
  type SupportRequest,
} from './support-model-files.js';

/** What {@link scaffold} is asked for. */
export interface ScaffoldRequest extends SupportRequest {
  /** Name of the model, with folders before it as a person likes. */
  readonly name: string;
}

/** What {@link scaffold} did. All paths are absolute. */
export interface Scaffold extends Support {
  readonly modelFile: string;
  /** Every file that was written or changed, the model file last. */
  readonly written: readonly string[];
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
  try {
    if ((await textOf(file)) !== null) {
      throw taken(file);
    }
    const { written, left } = await supportModelFiles(folder, request);
    if (!(await writeNew(file, await example(request.installation, model)))) {
      throw taken(file);
    }
    return { modelFile: file, written: [...written, file], left };
  } catch (error) {
    throw systemErrorCode(error) === null ? error : unwritable(folder, error);
  }
}

/** Source of the example, its model called `name`. */
async function example(installation: string, name: string): Promise<string> {
  const file = path.join(installation, 'examples', 'colored-and-gray-mnist.multimodal.ts');
  return (await readFile(file, 'utf8')).replace('colored-and-gray-mnist', name);
}

function taken(file: string): Problem {
  return new Problem({
    code: 'usage',
    file,
    what: l10n.t('There is such a file already, and it is left as it is.'),
    remedy: l10n.t('Choose another name.'),
  });
}
