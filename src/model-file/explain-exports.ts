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
    what: `A model file exports one definition as its default; this one ${describe(exported)}.`,
    remedy: 'Write `export default defineMultimodal({ … })`.',
  });
}

function describe(exported: unknown): string {
  if (typeof exported !== 'object' || exported === null) {
    return `exports ${kindOf(exported)}`;
  }
  if ('default' in exported) {
    return `exports ${kindOf(exported.default)}`;
  }
  const names = Object.keys(exported);
  const definition = names.find((name) => isDefinition(Reflect.get(exported, name)));
  if (definition !== undefined) {
    return `exports its definition as '${definition}'`;
  }
  return names.length === 0
    ? 'exports nothing'
    : `exports only ${names.map((name) => `'${name}'`).join(', ')}`;
}

function kindOf(value: unknown): string {
  if (value instanceof Promise) {
    return 'a promise';
  }
  if (typeof value === 'object' && value !== null) {
    return Array.isArray(value) ? 'a list' : 'an object that defineMultimodal did not make';
  }
  return typeof value === 'function'
    ? 'a function'
    : `the value ${JSON.stringify(value) ?? 'undefined'}`;
}
