import * as l10n from '@vscode/l10n';
import { Problem } from '../record/problem.js';
import { isDefinition } from './define-multimodal.js';
import { locateDefaultExport, locateEntry } from './locate.js';

/** The problem of the model file `file`, whose `exported` has no definition as its default. */
export function explainExports(exported: unknown, file: string, content: string): Problem {
  const line = locateDefaultExport(content) ?? locateEntry(content, '');
  return new Problem({
    code: 'model-file',
    file,
    ...(line === null ? {} : { line }),
    what: describe(exported),
    remedy: l10n.t('Write `export default defineMultimodal({ … })`.'),
  });
}

function describe(exported: unknown): string {
  if (typeof exported !== 'object' || exported === null) {
    return describeDefault(exported);
  }
  if ('default' in exported) {
    return describeDefault(exported.default);
  }
  const names = Object.keys(exported);
  const definition = names.find((name) => isDefinition(Reflect.get(exported, name)));
  if (definition !== undefined) {
    return l10n.t(
      "A model file exports one definition as its default; this one exports its definition as '{0}'.",
      definition,
    );
  }
  return names.length === 0
    ? l10n.t('A model file exports one definition as its default; this one exports nothing.')
    : l10n.t(
        'A model file exports one definition as its default; this one exports only {0}.',
        names.map((name) => `'${name}'`).join(', '),
      );
}

function describeDefault(value: unknown): string {
  if (value instanceof Promise) {
    return l10n.t(
      'A model file exports one definition as its default; this one exports a promise.',
    );
  }
  if (Array.isArray(value)) {
    return l10n.t('A model file exports one definition as its default; this one exports a list.');
  }
  if (typeof value === 'object' && value !== null) {
    return l10n.t(
      'A model file exports one definition as its default; this one exports an object that defineMultimodal did not make.',
    );
  }
  return typeof value === 'function'
    ? l10n.t('A model file exports one definition as its default; this one exports a function.')
    : l10n.t(
        'A model file exports one definition as its default; this one exports the value {0}.',
        JSON.stringify(value) ?? 'undefined',
      );
}
