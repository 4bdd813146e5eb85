import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findDefinition, type FoundDefinition } from '../../../src/model-file/find-definition.js';

const example = readFileSync(
  path.join(import.meta.dirname, '../../../examples/colored-and-gray-mnist.multimodal.ts'),
  'utf8',
);

const imported = `import { defineMultimodal } from 'modality-lens';\n`;

describe('the call', () => {
  test.each([
    ['the example', example],
    ['a plain import', `${imported}export default defineMultimodal({});`],
    ['another name', `import { defineMultimodal as define } from 'modality-lens'; define({});`],
    ['the whole module', `import * as lens from 'modality-lens'; lens.defineMultimodal({});`],
    ['in brackets', `import * as lens from 'modality-lens'; lens['defineMultimodal']({});`],
    ['TypeScript require', `import lens = require('modality-lens'); lens.defineMultimodal({});`],
    [
      'require',
      `const lens = require('modality-lens'); module.exports = lens.defineMultimodal({})`,
    ],
    ['destructured', `const { defineMultimodal: d } = require('modality-lens'); d({});`],
    ['required in place', `module.exports = require('modality-lens').defineMultimodal({});`],
    ['an awaited import', `const l = await import('modality-lens'); l.defineMultimodal({});`],
    ['a constant for it', `${imported}const define = defineMultimodal; define({});`],
    ['satisfies', `${imported}export default defineMultimodal({}) satisfies Multimodal;`],
    ['the callee as', `${imported}export default (defineMultimodal as any)({});`],
    ['spread out', `${imported}export default\n  defineMultimodal /* of two */\n  (\n  {\n}\n)\n;`],
    [
      'Windows line ends',
      `${imported}export default defineMultimodal({\r\n});`.replaceAll('\n', '\r\n'),
    ],
    ['in a function', `${imported}function make() { return defineMultimodal({}); }`],
    ['type arguments', `${imported}export default defineMultimodal<Mine>({});`],
    [
      'a mistake elsewhere',
      `${imported}const a = 1; const a = 2;\nexport default defineMultimodal({});`,
    ],
  ])('is found: %s', (_, text) => {
    const { call } = found(text);
    expect(text.slice(call.start, call.end)).toMatch(/^[\w.[\]'()]+[^]*\}\s*\)$/);
  });

  test.each([
    ['a text without it', `export default 1;`],
    ['a comment', `${imported}// defineMultimodal({})\n/* defineMultimodal({}) */`],
    ['a string', `${imported}const a = "defineMultimodal({})";`],
    ['a template', `${imported}const a = \`defineMultimodal({})\`;`],
    ['a regular expression', `${imported}const a = /defineMultimodal({})/;`],
    ['another module', `import { defineMultimodal } from './mine'; defineMultimodal({});`],
    ['no import', `defineMultimodal({});`],
    ['a function of the file', `function defineMultimodal() {} defineMultimodal({});`],
    ['a parameter', `${imported}const f = (defineMultimodal) => defineMultimodal({});`],
    ['a name in a block', `${imported}{ const defineMultimodal = f; defineMultimodal({}); }`],
    ['a caught name', `${imported}try {} catch (defineMultimodal) { defineMultimodal({}); }`],
    ['a member of something else', `${imported}other.defineMultimodal({});`],
    ['a computed member', `import * as l from 'modality-lens'; l[defineMultimodal]({});`],
    [
      'a type alone',
      `import type { defineMultimodal } from 'modality-lens'; defineMultimodal({});`,
    ],
    [
      'another name of the module',
      `import { mmtm as defineMultimodal } from 'modality-lens'; defineMultimodal({});`,
    ],
    ['no call', `${imported}export default defineMultimodal;`],
    ['a circle of names', `const a = b; const b = a; a.defineMultimodal({});`],
    [
      'a require of its own',
      `function require() {} require('modality-lens').defineMultimodal({});`,
    ],
  ])('is not found: %s', (_, text) => {
    expect(findDefinition(text)).toBe('none');
  });

  test('is the default export where there are several', () => {
    const text = `${imported}const one = defineMultimodal({ name: 'one' });
const two = defineMultimodal({ name: 'two' });
export default two;`;
    const { call } = found(text);
    expect(text.slice(call.start, call.end)).toContain(`'two'`);
  });

  test('says of what is no program that it cannot be read', () => {
    expect(findDefinition(`${imported}export default defineMultimodal({ name: `)).toBe(
      'unreadable',
    );
  });
});

describe('the modalities', () => {
  test.each<[string, string, string[]]>([
    ['the example', example, ['gray', 'color']],
    [
      'a literal',
      definition('modalities: { gray: g(), "depth map": d(), 3: f() }'),
      ['gray', 'depth map', '3'],
    ],
    ['short for constants', definition('modalities: { gray, color }'), ['gray', 'color']],
    ['a constant', `const m = { gray: g() } as const;\n${definition('modalities: m')}`, ['gray']],
    [
      'the word itself a constant',
      `const modalities = { gray: g() };\n${definition('modalities')}`,
      ['gray'],
    ],
    [
      'all of it a constant',
      `${imported}const all = { modalities: { gray: g() } };\ndefineMultimodal(all);`,
      ['gray'],
    ],
    ['with satisfies', definition('modalities: { gray: g() } satisfies M'), ['gray']],
    ['spread from elsewhere', definition('modalities: { ...others(), gray: g() }'), ['gray']],
    [
      'spread from a constant',
      `const m = { gray: g() };\n${definition('modalities: { ...m, color: c() }')}`,
      ['gray', 'color'],
    ],
    ['a computed name', definition('modalities: { [name]: g(), color: c() }'), ['color']],
    ['twice the same name', definition('modalities: { gray: g(), gray: h() }'), ['gray']],
    ['made by a function', definition('modalities: make()'), []],
    ['a circle', `const m = { ...m };\n${definition('modalities: m')}`, []],
    ['none', definition(`name: 'x'`), []],
    ['no argument', `${imported}defineMultimodal();`, []],
  ])('are named: %s', (_, text, names) => {
    expect(found(text).modalities.map(({ name }) => name)).toEqual(names);
  });

  test('have each its own property', () => {
    const text = definition(`modalities: {\n  gray: convBranch({ filters: [1] }),\n  color,\n}`);
    const texts = found(text).modalities.map(({ property }) =>
      text.slice(property.start, property.end),
    );
    expect(texts).toEqual(['gray: convBranch({ filters: [1] })', 'color']);
  });
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...`import { defineMultimodal } from 'modality-lens'|defineMultimodal|(|)|{|}|[|]|...|modalities|:|,|=>|const a =|a|class|\`|\${|'|"|/|*/|/*|//|\n|<|>|as|?.|=|;|require('modality-lens')|.|for (|switch|case|catch|function|await|\u2028|\ud83d`.split(
      '|',
    ),
  );

  test('never makes it throw, and what it finds lies in the text', () => {
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 40 }).map((parts) => `${imported}${parts.join(' ')}`),
      fc.string({ unit: 'binary' }).map((text) => `${text}defineMultimodal(${text}`),
      fc.nat(example.length).map((end) => example.slice(0, end)),
      fc
        .tuple(fc.nat(example.length), fc.nat(30), fc.array(pieces, { maxLength: 3 }))
        .map(
          ([at, removed, parts]) =>
            example.slice(0, at) + parts.join('') + example.slice(at + removed),
        ),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const search = findDefinition(text);
        if (typeof search === 'object') {
          const { call, modalities } = search;
          for (const { start, end } of [call, ...modalities.map(({ property }) => property)]) {
            expect(start).toBeGreaterThanOrEqual(0);
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(text.length);
          }
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['a long sum', `${imported}const a = ${'1 + '.repeat(20_000)}1;\ndefineMultimodal({});`],
    ['a long chain', `${imported}const a = b${'.c'.repeat(20_000)};\ndefineMultimodal({});`],
    ['a long list', `${imported}const a = [${'1,'.repeat(200_000)}];\ndefineMultimodal({});`],
    ['a deep nest', `${imported}const a = ${'['.repeat(20_000)};\ndefineMultimodal({});`],
  ])('is gone through: %s', (_, text) => {
    expect(() => findDefinition(text)).not.toThrow();
  });
});

function definition(entries: string): string {
  return `${imported}export default defineMultimodal({ ${entries} });\n`;
}

function found(text: string): FoundDefinition {
  const search = findDefinition(text);
  if (typeof search === 'string') {
    throw new Error(`${search}: ${text}`);
  }
  return search;
}
