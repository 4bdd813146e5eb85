import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadModelFile } from '../../../src/model-file/load-model-file.js';
import { Problem, type ProblemDescription } from '../../../src/record/problem.js';
import { lineOf } from '../../support/line-of.js';
import { modelText } from './model-text.js';
import { workspace } from './workspace.js';

/** The problem of loading the first of `files`, its path relative to them. */
async function mistakeIn(files: Readonly<Record<string, string>>): Promise<ProblemDescription> {
  const [name] = Object.keys(files);
  return mistakeOf(workspace(files), name);
}

async function mistakeOf(folder: string, name: string): Promise<ProblemDescription> {
  const thrown: unknown = await loadModelFile(path.join(folder, name)).catch(
    (error: unknown) => error,
  );
  if (!(thrown instanceof Problem)) {
    throw new Error('A Problem was expected.', { cause: thrown });
  }
  const { file = '' } = thrown.description;
  expect(path.isAbsolute(file)).toBe(true);
  return { ...thrown.description, file: path.relative(folder, file).replaceAll('\\', '/') };
}

const model = 'a.multimodal.ts';

describe('a file that cannot be read', () => {
  test('is answered with the nearest one of its folder', async () => {
    const folder = workspace({ 'digits.multimodal.ts': '', 'other.ts': '' });
    expect(await mistakeOf(folder, 'digit.multimodal.ts')).toMatchObject({
      code: 'model-file',
      file: 'digit.multimodal.ts',
      what: 'There is no such file.',
      remedy: "Did you mean 'digits.multimodal.ts'?",
    });
  });

  test('says so where its folder is not there either', async () => {
    const { remedy } = await mistakeOf(workspace({}), 'nowhere/a.multimodal.ts');
    expect(remedy).toContain('nowhere');
  });

  test('may be a folder', async () => {
    const folder = workspace({});
    mkdirSync(path.join(folder, model));
    expect((await mistakeOf(folder, model)).what).toMatch(/cannot be read.*EISDIR/);
  });

  test('may be in another language', async () => {
    const { what, remedy } = await mistakeIn({ 'a.multimodal.py': 'print(1)' });
    expect(what).toBe('A model file is TypeScript or JavaScript.');
    expect(remedy).toContain('.multimodal.ts');
  });
});

describe('syntax', () => {
  test('of the model file', async () => {
    expect(await mistakeIn({ [model]: 'const a = 1;\nconst b = ;\n' })).toEqual({
      code: 'model-file',
      file: model,
      line: 2,
      what: 'Unexpected token.',
      remedy: 'Correct the syntax of this line, or of the one before it.',
    });
  });

  test.each(['helper.ts', 'helper.mjs', 'helper.cjs'])('of %s', async (helper) => {
    const content = modelText({}, `import './${helper}';`);
    expect(await mistakeIn({ [model]: content, [helper]: '\n\nlet a b;\n' })).toMatchObject({
      file: helper,
      line: 3,
    });
  });

  test('of a JSON file', async () => {
    const content = modelText({}, "import './helper.json';");
    const { file, what } = await mistakeIn({ [model]: content, 'helper.json': '{ "a": }' });
    expect(file).toBe('helper.json');
    expect(what).toContain('JSON');
  });

  test('a helper cannot wait at its top level', async () => {
    const content = modelText({}, "import './helper';");
    expect(
      await mistakeIn({ [model]: content, 'helper.ts': '\nawait 1;\nexport {};' }),
    ).toMatchObject({ file: 'helper.ts', line: 2 });
  });
});

describe('what is thrown while loading', () => {
  test('is kept, with the line of the workspace', async () => {
    const content = modelText({}, "import { f } from './helper';\nf();");
    expect(
      await mistakeIn({
        [model]: content,
        'helper.ts': "export function f(): void {\n  throw new Error('no luck');\n}",
      }),
    ).toMatchObject({
      file: 'helper.ts',
      line: 2,
      what: 'This failed while the model file was loading: no luck.',
    });
  });

  test('may come from a package: then the line that called it counts', async () => {
    const content = modelText({}, "import { f } from 'installed';\nf();");
    expect(
      await mistakeIn({
        [model]: content,
        'node_modules/installed/index.js': "exports.f = () => { throw new Error('no luck'); };",
      }),
    ).toMatchObject({ file: model, line: lineOf(content, 'f();') });
  });

  test('may come from deep inside tf.layers', async () => {
    const content = modelText(
      {},
      "import { layers } from '@tensorflow/tfjs-layers';\nlayers.dense({ units: -1, inputShape: [2] });",
    );
    expect(await mistakeIn({ [model]: content })).toMatchObject({
      file: model,
      line: lineOf(content, 'layers.dense'),
    });
  });

  test.each([
    ["'no luck'", 'no luck'],
    ['undefined', 'undefined'],
  ])('may be no error at all: %s', async (thrown, message) => {
    expect(await mistakeIn({ [model]: `throw ${thrown};` })).toMatchObject({
      file: model,
      what: `This failed while the model file was loading: ${message}.`,
    });
  });
});

describe('imports', () => {
  test('of an unknown name are answered with the nearest, at the line of the import', async () => {
    const content = [
      'import {',
      '  defineMultimodal,',
      '  convBrunch,',
      "} from 'modality-lens';",
      'export default defineMultimodal({ modalities: { gray: convBrunch({ filters: [1] }) } });',
    ].join('\n');
    expect(await mistakeIn({ [model]: content })).toEqual({
      code: 'model-file',
      file: model,
      line: 3,
      entry: 'convBrunch',
      what: "'modality-lens' has no 'convBrunch'.",
      remedy: "Did you mean 'convBranch'?",
    });
  });

  test.each([
    ["import * as ml from 'modality-lens';\n\nml.guidet();", 3],
    ["import ml from 'modality-lens';\n\nml.guidet();", 3],
    ["const {\n  sgd,\n  guidet } = require('modality-lens');", 3],
    ["const ml = await import('modality-lens');\n\nml.guidet();", 3],
  ])('of an unknown name in another form: %j', async (content, line) => {
    expect(await mistakeIn({ [model]: content })).toMatchObject({
      line,
      entry: 'guidet',
      remedy: "Did you mean 'guided'?",
    });
  });

  test('of an unknown name in a helper are mistakes of the helper', async () => {
    const content = modelText({}, "import './helper';");
    const helper = "\nimport { adamm } from 'modality-lens';\nadamm();";
    expect(await mistakeIn({ [model]: content, 'helper.ts': helper })).toMatchObject({
      file: 'helper.ts',
      line: 2,
    });
  });

  test('of a file that is not there are answered with the nearest', async () => {
    const content = modelText({}, "import { f } from './helpers/digit';\nf();");
    expect(await mistakeIn({ [model]: content, 'helpers/digits.ts': '' })).toEqual({
      code: 'model-file',
      file: model,
      line: lineOf(content, 'import { f }'),
      entry: './helpers/digit',
      what: "There is no file './helpers/digit' here.",
      remedy: "Did you mean 'digits.ts'?",
    });
  });

  test('of a package that is not installed say how to install it', async () => {
    const content = modelText({}, "import './helper';");
    expect(
      await mistakeIn({ [model]: content, 'helper.ts': "\nimport 'lodash-of-sorts';" }),
    ).toMatchObject({
      file: 'helper.ts',
      line: 2,
      entry: 'lodash-of-sorts',
      remedy: "Run 'npm install lodash-of-sorts' in this folder.",
    });
  });

  test('of this program under a slightly wrong name', async () => {
    expect(
      await mistakeIn({ [model]: "import { sgd } from 'modality-lense';\nsgd();" }),
    ).toMatchObject({
      line: 1,
      remedy: "Did you mean 'modality-lens'?",
    });
  });
});

describe('a default export that is no definition', () => {
  test.each([
    ['const a = 1;', 'exports nothing', undefined],
    ['\nexport default 3;', 'exports the value 3', 2],
    ['\nexport default () => 1;', 'exports a function', 2],
    ['\nexport default Promise.resolve(1);', 'exports a promise', 2],
    ['\nexport default { name: 1 };', 'exports an object that defineMultimodal did not make', 2],
    ['\nexport default [];', 'exports a list', 2],
    ['export const a = 1, b = 2;', "exports only 'a', 'b'", undefined],
    ['\nmodule.exports = 5;', 'exports the value 5', 2],
    [
      modelText().replace('export default', 'export const model ='),
      "exports its definition as 'model'",
      4,
    ],
  ])('%j', async (content, what, line) => {
    const mistake = await mistakeIn({ [model]: content });
    expect(mistake.what).toContain(`${what}.`);
    expect(mistake.remedy).toContain('export default defineMultimodal({');
    expect(mistake.line).toBe(line);
  });
});

describe('what a builder or the definition refuses', () => {
  test.each([
    ['fusoin', 'null', "Did you mean 'fusion'?", 'fusoin', 'fusoin:'],
    ['name', "''", 'runs are named after it', 'name', 'name:'],
    ['modalities', '{}', 'convBranch', 'modalities', 'modalities:'],
    [
      'modalities',
      '{\n "a.b": convBranch({ filters: [1] }) }',
      'dots',
      'modalities["a.b"]',
      '"a.b":',
    ],
    [
      'modalities',
      '{\n label: convBranch({ filters: [1] }) }',
      'another',
      'modalities.label',
      'label:',
    ],
    [
      'modalities',
      '{ __proto__: {}, a: convBranch({ filters: [1] }) }',
      'another',
      'modalities.__proto__',
      '__proto__:',
    ],
    [
      'modalities',
      '{\n gray: convBranch({ filters: [1] }),\n "1": convBranch({ filters: [1] }) }',
      'view1',
      'modalities["1"]',
      '"1":',
    ],
    ['modalities', '{\n gray: 3 }', 'convBranch', 'modalities.gray', 'gray:'],
    ['data', '[]', 'coloredAndGrayMnist', 'data', 'data:'],
    ['balancing', 'guided', 'guided()', 'balancing', 'balancing:'],
    ['fusion', 'mmtm', 'mmtm({', 'fusion', 'fusion:'],
    ['leaveOut', "['gray']", 'leaveOut', 'leaveOut', 'leaveOut:'],
    [
      'training',
      '{\n epochs: 1,\n batchSize: -2, optimizer: sgd({ learningRate: 1 }) }',
      'samples a step',
      'training.batchSize',
      'batchSize:',
    ],
    ['training', 'undefined', 'epochs', 'training', 'training:'],
  ])('%s: %j', async (option, value, remedy, entry, at) => {
    const content = modelText({ [option]: value });
    const mistake = await mistakeIn({ [model]: content });
    expect(mistake).toMatchObject({ code: 'model-file', file: model, entry });
    expect(mistake.line).toBe(lineOf(content, at));
    expect(mistake.remedy + mistake.what).toContain(remedy);
  });

  test('lies at the line of the option inside the builder', async () => {
    const content = modelText({
      training: '{ epochs: 1, batchSize: 2,\n optimizer: sgd({\n learningRate: -1 }) }',
    });
    expect(await mistakeIn({ [model]: content })).toMatchObject({
      file: model,
      line: lineOf(content, 'learningRate: -1'),
      entry: 'training.optimizer.learningRate',
    });
  });

  test('lies at the line of the element, or of the misspelt option, inside a builder of the network', async () => {
    const wrong = modelText({
      modalities: '{ gray: convBranch({\n filters: [\n 2,\n 2.5,\n ] }) }',
    });
    expect(await mistakeIn({ [model]: wrong })).toMatchObject({
      line: lineOf(wrong, '2.5'),
      entry: 'convBranch.filters[1]',
    });
    const misspelt = modelText({
      modalities: '{ gray: convBranch({\n filters: [2],\n stirdes: [1] }) }',
    });
    expect(await mistakeIn({ [model]: misspelt })).toMatchObject({
      line: lineOf(misspelt, 'stirdes'),
      entry: 'convBranch.stirdes',
      remedy: expect.stringContaining("'strides'") as string,
    });
  });

  test('lies at the call where the builder was given nothing to point at', async () => {
    const content = `import { mmtm } from 'modality-lens';\n\nexport default mmtm();`;
    expect(await mistakeIn({ [model]: content })).toMatchObject({ line: 3, entry: 'mmtm' });
  });

  test('lies in the helper that called the builder', async () => {
    const content = modelText({ data: 'data' }, "import { data } from './helper';");
    const helper =
      "import { coloredAndGrayMnist } from 'modality-lens';\nexport const data = coloredAndGrayMnist({\n  variance: 1,\n  grayNoisy: 2,\n});";
    expect(await mistakeIn({ [model]: content, 'helper.ts': helper })).toMatchObject({
      file: 'helper.ts',
      line: 4,
      entry: 'coloredAndGrayMnist.grayNoisy',
    });
  });
});
