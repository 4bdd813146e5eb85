import * as l10n from '@vscode/l10n';
import path from 'node:path';
import { Problem } from '../../record/problem.js';

/** How a model file's name ends. */
const ending = '.multimodal.ts';

/** Names of devices, which Windows refuses as names of files, whatever follows after a dot. */
const devices = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

const longestName = 100;

/** Where a new model file is to lie, and what the model is called. */
export interface NewModelFile {
  /** Absolute path. */
  readonly file: string;
  /** Name of the model: the file's name without its ending. */
  readonly model: string;
}

/**
 * The model file that a person asks for as `given`: a name, with folders before it or `.multimodal.ts` after it as they
 * like. Only what is a file name on every system, and can stand in quotes, is one.
 *
 * @param directory absolute folder that a relative name starts from
 * @throws Problem `usage` where the name cannot be one
 */
export function newModelFile(given: string, directory: string): NewModelFile {
  const base = /[\\/]$/.test(given) ? '' : path.basename(given);
  const model = base.endsWith(ending) ? base.slice(0, -ending.length) : base;
  if (/\.[cm]?[jt]s$/i.test(model)) {
    throw wrongName(
      given,
      l10n.t('This name has an ending that is not .multimodal.ts.'),
      l10n.t('Leave the ending out.'),
    );
  }
  if (!/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]*$/u.test(model) || /[ .]$/.test(model)) {
    throw wrongName(
      given,
      l10n.t('This name is not a name for a model file.'),
      l10n.t(
        'Use letters, digits, dashes, underscores, dots and spaces; begin with a letter or digit.',
      ),
    );
  }
  if (devices.test(model)) {
    throw wrongName(
      given,
      l10n.t('This name means a device on Windows.'),
      l10n.t('Choose another name.'),
    );
  }
  if (model.length > longestName) {
    throw wrongName(
      given,
      l10n.t('This name is too long.'),
      l10n.t('Use at most {0} characters.', longestName),
    );
  }
  return { file: path.resolve(directory, path.dirname(given), `${model}${ending}`), model };
}

function wrongName(given: string, what: string, remedy: string): Problem {
  return new Problem({ code: 'usage', entry: given, what, remedy });
}
