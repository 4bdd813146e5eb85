import { expect, it } from 'vitest';
import { halfToNumber } from '../../../src/record/half-float.js';

it.each([
  [0x0000, 0],
  [0x8000, -0],
  [0x0001, 2 ** -24],
  [0x83ff, -1023 * 2 ** -24],
  [0x0400, 2 ** -14],
  [0x3c00, 1],
  [0x3555, 0.333251953125],
  [0xc000, -2],
  [0x7bff, 65504],
  [0x7c00, Infinity],
  [0xfc00, -Infinity],
  [0x7c01, Number.NaN],
  [0xffff, Number.NaN],
])('the half-precision float %i is %d', (bits, number) => {
  expect(halfToNumber(bits)).toBe(number);
});
