import { parseArgs } from 'node:util';
import { themes, type ThemeName } from './themes.js';
import { views } from './views.js';

/** What `npm run screenshots` takes pictures of. */
export interface Choices {
  readonly views: readonly string[];
  readonly themes: readonly ThemeName[];
  /** Of the window, as VS Code names it. */
  readonly language: string;
  /** The folder that the pictures are written to. */
  readonly folder: string;
}

/**
 * Reads the command line: everything where nothing is said.
 *
 * @throws Error that says which names there are, where one is unknown
 */
export function choicesOf(parameters: readonly string[]): Choices {
  const { values } = parseArgs({
    args: [...parameters],
    options: {
      views: { type: 'string' },
      themes: { type: 'string' },
      language: { type: 'string', default: 'en' },
      out: { type: 'string', default: '.cache/screenshots' },
    },
  });
  return {
    views: chosen('view', values.views, Object.keys(views)),
    themes: chosen('theme', values.themes, Object.keys(themes) as ThemeName[]),
    language: values.language,
    folder: values.out,
  };
}

function chosen<Name extends string>(
  kind: string,
  wanted: string | undefined,
  known: readonly Name[],
): readonly Name[] {
  const names = wanted?.split(',') ?? [];
  const unknown = names.filter((name) => !known.some((each) => each === name));
  if (unknown.length > 0) {
    throw new Error(`There is no ${kind} ${unknown.join(', ')}; there are ${known.join(', ')}.`);
  }
  return names.length === 0 ? known : known.filter((name) => names.includes(name));
}
