import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { newModelFile } from '../../../../src/model-file/scaffold/new-model-file.js';

const directory = path.resolve('work');

describe('newModelFile', () => {
  it.each([
    ['digits', 'digits.multimodal.ts', 'digits'],
    ['digits.multimodal.ts', 'digits.multimodal.ts', 'digits'],
    ['a/b/two words', 'a/b/two words.multimodal.ts', 'two words'],
    ['../v1.2_é', '../v1.2_é.multimodal.ts', 'v1.2_é'],
    ['console', 'console.multimodal.ts', 'console'],
  ])('%j lies at %j', (given, file, model) => {
    expect(newModelFile(given, directory)).toEqual({ file: path.resolve(directory, file), model });
  });

  it.each([
    ['', /not a name/],
    ['.', /not a name/],
    ['..', /not a name/],
    ['folder/', /not a name/],
    ['folder\\', /not a name/],
    ['.hidden', /not a name/],
    ["it's", /not a name/],
    ['a:b', /not a name/],
    ['a*', /not a name/],
    ['dot.', /not a name/],
    ['line\nbreak', /not a name/],
    ['.multimodal.ts', /not a name/],
    ['a.js', /ending/],
    ['a.multimodal.mts', /ending/],
    ['folder/con', /Windows/],
    ['COM1.backup', /Windows/],
    ['x'.repeat(101), /too long/],
  ])('%j is refused', (given, message) => {
    expect(() => newModelFile(given, directory)).toThrow(message);
  });
});
