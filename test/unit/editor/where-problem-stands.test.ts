import { describe, expect, test } from 'vitest';
import {
  lineStretch,
  whereProblemStands,
} from '../../../src/editor/problems/where-problem-stands.js';
import type { ProblemDescription } from '../../../src/record/problem.js';

const modelFile = '/models/a.multimodal.ts';
const problem: ProblemDescription = {
  code: 'model-file',
  what: 'It is wrong.',
  remedy: 'Mend it.',
};

describe('a problem', () => {
  test('stands at its line, with the way out', () => {
    expect(
      whereProblemStands(modelFile, { ...problem, file: '/models/layers.ts', line: 12 }),
    ).toEqual({
      file: '/models/layers.ts',
      line: 11,
      message: 'It is wrong.\nMend it.',
    });
  });

  test('names the entry that is at fault', () => {
    const shown = whereProblemStands(modelFile, {
      ...problem,
      file: modelFile,
      entry: 'fusion.after[1]',
    });
    expect(shown).toMatchObject({
      file: modelFile,
      line: 0,
      message: 'fusion.after[1]: It is wrong.\nMend it.',
    });
  });

  test('of a data file stands in the model file, and names the data file', () => {
    expect(
      whereProblemStands(modelFile, {
        ...problem,
        code: 'data',
        file: '/data/x.npz',
        entry: 'images',
        line: 3,
      }),
    ).toEqual({
      file: modelFile,
      line: 0,
      message: '/data/x.npz: images: It is wrong.\nMend it.',
    });
  });

  test('without a file stands in the model file', () => {
    expect(whereProblemStands(modelFile, { ...problem, code: 'training' })?.file).toBe(modelFile);
  });

  test.each(['run', 'backend', 'usage'] as const)('of a %s stands in no file', (code) => {
    expect(whereProblemStands(modelFile, { ...problem, code })).toBeNull();
  });
});

describe('a line', () => {
  const text = 'one\n  two  \r\n\n\tfour';

  test.each([
    [0, { line: 0, start: 0, end: 3 }],
    [1, { line: 1, start: 2, end: 5 }],
    [2, { line: 2, start: 0, end: 0 }],
    [3, { line: 3, start: 1, end: 5 }],
    [9, { line: 3, start: 1, end: 5 }],
  ])('%d is found without the space around it', (line, stretch) => {
    expect(lineStretch(text, line)).toEqual(stretch);
  });
});
