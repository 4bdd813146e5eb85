import fc from 'fast-check';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  balancingIn,
  setAlpha,
  switchToGuided,
} from '../../../src/model-file/edits/change-balancing.js';
import { changedText } from '../../../src/model-file/edits/text-change.js';
import { loadModelFile } from '../../../src/model-file/load-model-file.js';
import { modelText } from './model-text.js';
import { workspace } from './workspace.js';

const example = readFileSync(
  path.join(import.meta.dirname, '../../../examples/colored-and-gray-mnist.multimodal.ts'),
  'utf8',
);

function guided(text: string): string {
  const changes = switchToGuided(text, { alpha: 0.02, window: 3 });
  return changes === null ? 'no way' : changedText(text, changes);
}

function withAlpha(text: string, alpha = 0.005): string {
  const changes = setAlpha(text, alpha);
  return changes === null ? 'no way' : changedText(text, changes);
}

describe('switching to guided', () => {
  const call = 'guided({ alpha: 0.02, window: 3 })';

  test.each([
    [
      'another strategy, whose import nothing else uses',
      `import { defineMultimodal, vanilla } from 'modality-lens';
export default defineMultimodal({ name: 'a', balancing: vanilla() });`,
      `import { defineMultimodal, guided } from 'modality-lens';
export default defineMultimodal({ name: 'a', balancing: ${call} });`,
    ],
    [
      'another strategy, whose import is used elsewhere',
      `import { defineMultimodal, sgd, vanilla } from 'modality-lens';
const other = vanilla();
export default defineMultimodal({ balancing: vanilla() });`,
      `import { defineMultimodal, guided, sgd, vanilla } from 'modality-lens';
const other = vanilla();
export default defineMultimodal({ balancing: ${call} });`,
    ],
    [
      'none, on lines of their own, with a comment and a trailing comma',
      `import {
\tdefineMultimodal,
\tsgd,
} from 'modality-lens';

export default defineMultimodal({
\tname: 'a',
\ttraining: { epochs: 1 }, // one is enough
});`,
      `import {
\tdefineMultimodal,
\tguided,
\tsgd,
} from 'modality-lens';

export default defineMultimodal({
\tname: 'a',
\ttraining: { epochs: 1 }, // one is enough
\tbalancing: ${call},
});`,
    ],
    [
      'none, without a trailing comma, before a comment, in a list that is not sorted',
      `import { sgd, defineMultimodal } from "modality-lens"
export default defineMultimodal({
    name: 'a' // its name
})`,
      `import { sgd, defineMultimodal, guided } from "modality-lens"
export default defineMultimodal({
    name: 'a', // its name
    balancing: ${call}
})`,
    ],
    [
      'none, in one line',
      `import { defineMultimodal, guided as g } from 'modality-lens'; defineMultimodal({ name: 'a' });`,
      `import { defineMultimodal, guided as g } from 'modality-lens'; defineMultimodal({ name: 'a', balancing: g({ alpha: 0.02, window: 3 }) });`,
    ],
    [
      'nothing at all',
      `import { defineMultimodal } from 'modality-lens'; defineMultimodal({});`,
      `import { defineMultimodal, guided } from 'modality-lens'; defineMultimodal({ balancing: ${call} });`,
    ],
    [
      'a constant, which others may use',
      `import { defineMultimodal, vanilla } from 'modality-lens';
const balancing = vanilla();
export default defineMultimodal({ balancing });`,
      `import { defineMultimodal, guided, vanilla } from 'modality-lens';
const balancing = vanilla();
export default defineMultimodal({ balancing: ${call} });`,
    ],
    [
      'the whole module',
      `import * as lens from 'modality-lens'; export default lens.defineMultimodal({ balancing: lens.vanilla() });`,
      `import * as lens from 'modality-lens'; export default lens.defineMultimodal({ balancing: lens.${call} });`,
    ],
    [
      'require',
      `const { defineMultimodal } = require('modality-lens'); module.exports = defineMultimodal({ name: 'a', });`,
      `const { defineMultimodal, guided } = require('modality-lens'); module.exports = defineMultimodal({ name: 'a', balancing: ${call}, });`,
    ],
    [
      'options in a constant, and types imported beside',
      `import { type BalancingConfiguration, defineMultimodal } from 'modality-lens';
const options = { name: 'a' };
export default defineMultimodal(options);`,
      `import { type BalancingConfiguration, defineMultimodal, guided } from 'modality-lens';
const options = { name: 'a', balancing: ${call} };
export default defineMultimodal(options);`,
    ],
  ])('from %s', (_, before, after) => {
    expect(guided(before)).toBe(after);
    expect(guided(before.replaceAll('\n', '\r\n'))).toBe(after.replaceAll('\n', '\r\n'));
  });

  test.each([
    ['no definition', `import { guided } from 'modality-lens';`],
    ['no program', `import { defineMultimodal } from 'modality-lens'; defineMultimodal({ name: `],
    [
      'options that a function makes',
      `import { defineMultimodal } from 'modality-lens'; defineMultimodal(make());`,
    ],
    [
      'the name means something else',
      `import { defineMultimodal } from 'modality-lens'; const guided = 1; defineMultimodal({});`,
    ],
  ])('is not offered where there is %s', (_, text) => {
    expect(guided(text)).toBe('no way');
  });

  test('makes a model file that loads with it', async () => {
    const file = path.join(workspace({ 'a.multimodal.ts': modelText() }), 'a.multimodal.ts');
    writeFileSync(file, guided(modelText()));
    const { definition } = await loadModelFile(file);
    expect(definition.balancing).toEqual({
      strategy: 'guided',
      alpha: 0.02,
      window: 3,
      warmUpEpochs: 1,
    });
  });

  test('is what the text says afterwards, and once is enough', () => {
    const strategy = fc.constantFrom('vanilla()', 'random({ share: 0.5 })', 'fixed(options)', null);
    const names = fc.subarray(['adam', 'mmtm', 'vanilla', 'random', 'fixed', 'guided'], {
      minLength: 0,
    });
    const gap = fc.constantFrom(' ', '\n  ', '\r\n\t');
    fc.assert(
      fc.property(strategy, names, gap, fc.boolean(), (before, imported, space, comma) => {
        const list = ['defineMultimodal', ...imported].join(`,${space}`);
        const options = [`name: 'a'`, ...(before === null ? [] : [`balancing: ${before}`])];
        const end = `${comma ? ',' : ''}${space}`;
        const text = `import {${space}${list}${end}} from 'modality-lens';\ndefineMultimodal({${space}${options.join(`,${space}`)}${end}});\n`;
        const after = guided(text);
        expect(balancingIn(after)).toEqual({ strategy: 'guided', alpha: 0.02 });
        expect(withAlpha(after, 0.02)).toBe(after);
        expect(after).toMatch(/^import \{[^}]*\bguided\b[^}]*\}/);
      }),
    );
  });
});

describe('another α', () => {
  const file = (balancing: string, head = ''): string =>
    `import { defineMultimodal, guided } from 'modality-lens';\n${head}defineMultimodal({ balancing: ${balancing} });`;

  test.each([
    ['guided()', 'guided({ alpha: 0.005 })'],
    ['guided({})', 'guided({ alpha: 0.005 })'],
    ['guided({ window: 5 })', 'guided({ alpha: 0.005, window: 5 })'],
    ['guided({\n  window: 5,\n})', 'guided({\n  alpha: 0.005,\n  window: 5,\n})'],
    ['guided({ alpha: /* paper */ 0.01 })', 'guided({ alpha: /* paper */ 0.005 })'],
    ['guided({ alpha: chosen })', 'guided({ alpha: 0.005 })'],
    ['guided({ alpha })', 'guided({ alpha: 0.005 })'],
    [
      `{ strategy: 'guided', alpha: 1, window: 5 }`,
      `{ strategy: 'guided', alpha: 0.005, window: 5 }`,
    ],
  ])('in %s', (before, after) => {
    expect(withAlpha(file(before))).toBe(file(after));
  });

  test('is set where constants lead to it', () => {
    const head = (alpha: string): string => `const options = { alpha: ${alpha} };\n`;
    expect(withAlpha(file('guided(options)', head('0.01')))).toBe(
      file('guided(options)', head('0.005')),
    );
  });

  test.each(['vanilla()', 'guided(options())', 'mine()'])('is not offered for %s', (balancing) => {
    expect(withAlpha(file(balancing))).toBe('no way');
  });

  test('in the example changes the number alone', () => {
    expect(withAlpha(example)).toBe(example.replace('alpha: 0.01', 'alpha: 0.005'));
  });
});

describe('the balancing that is written', () => {
  test.each([
    ['balancing: guided({ alpha: 0.3 })', 'guided', 0.3],
    ['balancing: guided()', 'guided', 0.01],
    ['balancing: guided(options())', 'guided', null],
    ['balancing: vanilla()', 'vanilla', null],
    ['balancing: mine()', null, null],
    [`name: 'a'`, 'vanilla', null],
  ])('in %s', (options, strategy, alpha) => {
    const text = `import { defineMultimodal, guided, vanilla } from 'modality-lens';\ndefineMultimodal({ ${options} });`;
    expect(balancingIn(text)).toEqual({ strategy, alpha });
  });
});
