// The package's main file is in a format that the bundler cannot follow.
import {
  applyEdits,
  getNodeValue,
  modify,
  parseTree,
  type FormattingOptions,
  type ParseError,
} from 'jsonc-parser/lib/esm/main.js';
import path from 'node:path';
import { z } from 'zod';

/** The part of a tsconfig.json that decides how it is extended. */
const configuration = z.object({
  extends: z.union([z.string(), z.array(z.string())]).optional(),
  compilerOptions: z
    .object({
      baseUrl: z.string().optional(),
      paths: z.record(z.string(), z.unknown()).optional(),
    })
    .optional(),
});

/** What a tsconfig.json is to have in addition, as it is written there. */
export interface ConfigurationAddition {
  readonly extends?: string | readonly string[];
  readonly compilerOptions?: { readonly paths: Readonly<Record<string, readonly string[]>> };
}

/** A tsconfig.json, and the one that it is to extend. */
export interface ExtendedConfiguration {
  /** Text of the tsconfig.json, with or without comments. */
  readonly text: string;
  /** Absolute folder of that tsconfig.json. */
  readonly directory: string;
  /** Absolute path of the one to extend. */
  readonly base: string;
  /** What `paths` of `base` says: absolute paths by module. */
  readonly modules: Readonly<Record<string, string>>;
}

/**
 * What a tsconfig.json lacks to know the modules of `base`; null where it lacks nothing. It extends `base` after all
 * others, and where it has `paths` of its own, which replace those of `base`, the modules are added to them.
 *
 * @returns `changed`: the new text, which is the old one but for the addition; null where the old one cannot be read
 */
export function changeConfiguration(
  extended: ExtendedConfiguration,
): { readonly addition: ConfigurationAddition; readonly changed: string | null } | null {
  const { text, directory, base } = extended;
  const extend = configurationPath(directory, base);
  const present = read(text);
  if (present === null) {
    return { addition: { extends: extend }, changed: null };
  }
  const bases = [present.extends ?? []].flat();
  const paths = missingPaths(present.compilerOptions, extended);
  const addition: ConfigurationAddition = {
    ...(bases.includes(extend)
      ? {}
      : { extends: bases.length === 0 ? extend : [...bases, extend] }),
    ...(Object.keys(paths).length === 0 ? {} : { compilerOptions: { paths } }),
  };
  return Object.keys(addition).length === 0 ? null : { addition, changed: add(text, addition) };
}

/** `file` as a configuration in `directory` names it: relative, with forward slashes on every system. */
export function configurationPath(directory: string, file: string): string {
  const relative = path.relative(directory, file).split(path.sep).join('/');
  return relative.startsWith('../') ? relative : `./${relative}`;
}

function read(text: string): z.infer<typeof configuration> | null {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const value: unknown = tree === undefined ? null : getNodeValue(tree);
  const parsed = configuration.safeParse(value);
  return errors.length === 0 && parsed.success ? parsed.data : null;
}

function missingPaths(
  options: z.infer<typeof configuration>['compilerOptions'],
  { directory, modules }: ExtendedConfiguration,
): Record<string, readonly string[]> {
  const own = options?.paths;
  if (own === undefined) {
    return {};
  }
  const origin = path.resolve(directory, options?.baseUrl ?? '.');
  const missing = Object.entries(modules).filter(([name]) => !Object.hasOwn(own, name));
  return Object.fromEntries(
    missing.map(([name, file]) => [name, [configurationPath(origin, file)]]),
  );
}

function add(text: string, addition: ConfigurationAddition): string {
  const entries: [string[], unknown][] = Object.entries(addition.compilerOptions?.paths ?? {}).map(
    ([name, files]) => [['compilerOptions', 'paths', name], files],
  );
  if (addition.extends !== undefined) {
    entries.push([['extends'], addition.extends]);
  }
  const formattingOptions = formattingOf(text);
  return entries.reduce(
    (changed, [place, value]) =>
      applyEdits(
        changed,
        modify(changed, place, value, { formattingOptions, getInsertionIndex: () => 0 }),
      ),
    text,
  );
}

function formattingOf(text: string): FormattingOptions {
  return {
    insertSpaces: !/^\t/m.test(text),
    tabSize: /^( +)\S/m.exec(text)?.[1].length ?? 2,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
}
