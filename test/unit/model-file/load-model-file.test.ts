import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadModelFile } from '../../../src/model-file/load-model-file.js';
import { modelText } from './model-text.js';
import { workspace } from './workspace.js';

async function load(files: Readonly<Record<string, string>>, name = Object.keys(files)[0]) {
  const folder = workspace(files);
  const loaded = await loadModelFile(path.join(folder, name));
  return {
    ...loaded,
    files: loaded.sources.map(({ original }) => path.relative(folder, original)),
  };
}

const commonJs = modelText()
  .replace(/import .*\n.*lens;/, '')
  .replace('export default defineMultimodal(', 'module.exports = lens.defineMultimodal(')
  .replaceAll(/(?<=[: ])(coloredAndGrayMnist|convBranch|mmtm|sgd)\(/g, 'lens.$1(');

describe('a copy of a model file', () => {
  const twice = { 'node_modules/other/package.json': '{ "name": "other", "main": "a.js" }' };
  const packages = {
    ...twice,
    'node_modules/other/a.js': "module.exports = 'found';",
    'node_modules/of-esm/package.json': '{ "type": "module", "exports": { ".": "./b.js" } }',
    'node_modules/of-esm/b.js': "export const text = 'esm';",
  };
  const files = {
    'a.multimodal.ts': modelText(
      { name: '[other, text, required, here].join()' },
      "import { other, required } from './helper';\nimport { text } from 'of-esm';\n" +
        "import { sep } from 'path';\nconst here = sep.length;",
    ),
    'helper.ts':
      "export { default as other } from 'other';\nexport const required = require('other');",
  };

  test('finds the packages of the file that was copied, and no others first', async () => {
    const original = path.join(workspace({ ...files, ...packages }), 'a.multimodal.ts');
    const copy = path.join(
      workspace({ ...files, ...twice, 'node_modules/other/a.js': "module.exports = 'wrong';" }),
      'a.multimodal.ts',
    );
    const { definition, sources } = await loadModelFile(copy, { copyOf: original });
    expect(definition.name).toBe('found,esm,found,1');
    expect(sources.map(({ content }) => content)).toEqual(Object.values(files));
  });

  test('says of a package that neither has where it is imported', async () => {
    const copy = path.join(workspace(files), 'a.multimodal.ts');
    const original = path.join(workspace(files), 'a.multimodal.ts');
    await expect(loadModelFile(copy, { copyOf: original })).rejects.toMatchObject({
      description: {
        entry: 'other',
        file: expect.stringContaining('helper.ts') as string,
        line: 1,
      },
    });
  });
});

describe('a model file', () => {
  test.each(['a.multimodal.ts', 'a.multimodal.mts', 'a.multimodal.js', 'a.multimodal.mjs'])(
    'may be %s',
    async (name) => {
      const { definition, path: file } = await load({ [name]: modelText() });
      expect(definition.name).toBe('small');
      expect(Object.keys(definition.modalities)).toEqual(['gray', 'color']);
      expect(path.basename(file)).toBe(name);
    },
  );

  test.each(['a.multimodal.js', 'a.multimodal.cjs'])('may be CommonJS: %s', async (name) => {
    const { definition } = await load({
      [name]: `const lens = require('modality-lens');\n${commonJs}`,
    });
    expect(definition.name).toBe('small');
  });

  test('may be an ES module of a package of ES modules', async () => {
    const { definition } = await load({
      'a.multimodal.js': modelText(),
      'package.json': '{ "type": "module" }',
    });
    expect(definition.name).toBe('small');
  });

  test('may use types, enums, satisfies and await', async () => {
    const { definition } = await load({
      'a.multimodal.ts': modelText(
        { name: 'label(Kind.Small)', balancing: 'guided({ window: 3 }) satisfies object' },
        `import type { MultimodalDefinition } from 'modality-lens';
         enum Kind { Small = 'tiny', Large = 'huge' }
         const label = <Value extends Kind>(value: Value): string => value as string;
         await Promise.resolve<MultimodalDefinition | null>(null);`,
      ),
    });
    expect(definition.name).toBe('tiny');
    expect(definition.balancing).toMatchObject({ strategy: 'guided', window: 3 });
  });

  test('is returned with every file of the workspace that it imported, itself first', async () => {
    const { files, sources, definition } = await load({
      'models/a.multimodal.ts': modelText(
        { name: 'name + suffix.text + tail' },
        `import { name } from '../shared/name';
         import suffix from './suffix.json';
         import { tail } from './tail.cjs';
         import 'installed';`,
      ),
      'shared/name.ts': "import { base } from './base.mjs';\nexport const name = base as string;",
      'shared/base.mjs': "export const base = 'b';",
      'models/suffix.json': '{ "text": "-s" }',
      'models/tail.cjs': "module.exports = require('./more');",
      'models/more.js': "exports.tail = '-t';",
      'models/unused.ts': 'export {};',
      'node_modules/installed/index.js': 'exports.installed = true;',
    });
    expect(definition.name).toBe('b-s-t');
    expect(files[0]).toBe(path.join('models', 'a.multimodal.ts'));
    expect(files.slice(1).toSorted()).toEqual(
      [
        'models/more.js',
        'models/suffix.json',
        'models/tail.cjs',
        'shared/base.mjs',
        'shared/name.ts',
      ].map((file) => path.normalize(file)),
    );
    expect(sources.find(({ original }) => original.endsWith('.json'))?.content).toBe(
      '{ "text": "-s" }',
    );
  });

  test('is read anew each time, and so is what it imports', async () => {
    const folder = workspace({
      'a.multimodal.ts': modelText(
        { name: 'one + two + three.text' },
        "import { one } from './one'; import { two } from './two.cjs'; import three from './three.json';",
      ),
      'one.ts': "export const one = '1';",
      'two.cjs': "exports.two = '2';",
      'three.json': '{ "text": "3" }',
    });
    const file = path.join(folder, 'a.multimodal.ts');
    expect((await loadModelFile(file)).definition.name).toBe('123');
    writeFileSync(path.join(folder, 'one.ts'), "export const one = 'I';");
    writeFileSync(path.join(folder, 'two.cjs'), "exports.two = 'II';");
    writeFileSync(path.join(folder, 'three.json'), '{ "text": "III" }');
    expect((await loadModelFile(file)).definition.name).toBe('IIIIII');
  });

  test('is not confused with one of the same name, or with its helper of the same name', async () => {
    const text = modelText({ name: 'name' }, "import { name } from './helper';");
    const one = await load({ 'a.multimodal.ts': text, 'helper.ts': "export const name = 'one';" });
    const two = await load({ 'a.multimodal.ts': text, 'helper.ts': "export const name = 'two';" });
    expect([one.definition.name, two.definition.name]).toEqual(['one', 'two']);
  });
});

test('a definition is frozen and complete', async () => {
  const { definition } = await load({ 'a.multimodal.ts': modelText() });
  expect(Object.isFrozen(definition)).toBe(true);
  expect(Object.isFrozen(definition.modalities)).toBe(true);
  expect(definition).toMatchObject({
    balancing: { strategy: 'vanilla' },
    leaveOut: [],
    training: { seed: 0, dropLastBatch: true },
  });
});
