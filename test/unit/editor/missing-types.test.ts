import { expect, test } from 'vitest';
import { isMissingTypes } from '../../../src/editor/problems/missing-types.js';

test.each([
  [2307, `'modality-lens'`],
  [2792, `"modality-lens"`],
  ['2307', `'@tensorflow/tfjs'`],
  [{ value: 2307 }, `'@tensorflow/tfjs-layers'`],
])('%j at %s is for types to mend', (code, underlined) => {
  expect(isMissingTypes({ code }, underlined)).toBe(true);
});

test.each([
  [2307, `'lodash'`],
  [2307, `'modality-lens-extras'`],
  [2305, `'modality-lens'`],
  [undefined, `'modality-lens'`],
])('%j at %s is not', (code, underlined) => {
  expect(isMissingTypes({ code }, underlined)).toBe(false);
});
