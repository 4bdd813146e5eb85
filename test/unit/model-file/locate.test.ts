import { describe, expect, test } from 'vitest';
import {
  locateDefaultExport,
  locateEntry,
  locateImport,
  locateImportedName,
  locateInCall,
} from '../../../src/model-file/locate.js';
import { lineOf } from '../../support/line-of.js';

const content = `import {
  convBranch,
  defineMultimodal,
  mmtm as transfer,
} from 'modality-lens';
import * as helpers from './helpers';

const optimizer = sgd({
  learningRate: -1,
});
const gray = convBranch({
  filters: [16, 32],
});

export default defineMultimodal({
  name: 'x',
  modalities: {
    gray,
    color: convBranch({ filters: [
      16,
      0,
    ] }),
    'depth map': branch({
      stages: [
        convolution({ filters: 9 }),
        convolution({
          filters: 8 }),
      ],
    }),
  },
  fusion: transfer({
    after: [
      1,
      { gray: 2,
        color: 9 },
    ],
  } satisfies object),
  training: { optimizer, epochs: 3,
    batchSize: 64 } as const,
});
`;

describe('the line of an entry of the definition', () => {
  test.each([
    ['name', "name: 'x'"],
    ['modalities', 'modalities: {'],
    ['modalities.color', 'color: convBranch'],
    ['modalities.color.filters[1]', '      0,'],
    ['modalities.color.stages[1]', '      0,'],
    ['modalities.depth map', "'depth map'"],
    ['modalities.depth map.stages[1].filters', 'filters: 8 }'],
    ['fusion', 'fusion: transfer'],
    ['fusion.after[0]', '      1,\n      {'],
    ['fusion.after[1]', '{ gray: 2'],
    ['fusion.after[1].color', 'color: 9'],
    ['training.batchSize', 'batchSize: 64'],
  ])('%s', (entry, text) => {
    expect(locateEntry(content, entry)).toBe(lineOf(content, text));
  });

  test('is found behind the constants that stand for it', () => {
    expect(locateEntry(content, 'training.optimizer.learningRate')).toBe(
      lineOf(content, 'learningRate: -1'),
    );
    expect(locateEntry(content, 'modalities.gray.filters[0]')).toBe(
      lineOf(content, 'filters: [16, 32]'),
    );
  });

  test('is that of the deepest part that the file spells out', () => {
    expect(locateEntry(content, 'modalities.color.head.units')).toBe(
      lineOf(content, 'color: convBranch'),
    );
    expect(locateEntry(content, 'fusion.ratio')).toBe(lineOf(content, 'fusion: transfer'));
    expect(locateEntry(content, 'balancing.alpha')).toBe(lineOf(content, 'export default'));
  });

  test('is null where the file defines nothing, and does not hang on constants that stand for themselves', () => {
    expect(locateEntry('export const a = 1;', 'name')).toBeNull();
    expect(
      locateEntry('const a = b; const b = a; ml.defineMultimodal({ name: a })', 'name.x'),
    ).toBe(1);
    expect(
      locateEntry('const a = f(b); const b = f(a); defineMultimodal({ name: a })', 'name.x'),
    ).toBe(1);
  });
});

test('the line of an option of the builder that refused it, wherever its path starts', () => {
  expect(
    locateInCall(content, lineOf(content, 'const optimizer'), 'training.optimizer.learningRate'),
  ).toBe(lineOf(content, 'learningRate: -1'));
  expect(locateInCall(content, lineOf(content, 'color: convBranch'), 'convBranch.filters[1]')).toBe(
    lineOf(content, '      0,'),
  );
  expect(locateInCall(content, lineOf(content, 'const gray'), 'stride')).toBeNull();
});

test('the lines of imports and of the default export', () => {
  expect(locateImport(content, './helpers')).toBe(6);
  expect(locateImport("const a = 1;\nconst b = require('./b');", './b')).toBe(2);
  expect(locateImport("\nconst b = await import('./b');", './b')).toBe(2);
  expect(locateImport("\n\nexport * from './b';", './b')).toBe(3);
  expect(locateImport(content, './other')).toBeNull();
  expect(locateImportedName(content, 'mmtm')).toBe(4);
  expect(locateImportedName(content, 'transfer')).toBeNull();
  expect(locateDefaultExport(content)).toBe(lineOf(content, 'export default'));
  expect(locateDefaultExport('\nmodule.exports = 1;')).toBe(2);
});
