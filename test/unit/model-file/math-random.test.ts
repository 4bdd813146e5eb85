import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { seedMathRandom, type SeededMathRandom } from '../../../src/model-file/math-random.js';

let seeded: SeededMathRandom | undefined;
afterEach(() => seeded?.restore());

function draw(count: number): number[] {
  return Array.from({ length: count }, () => Math.random());
}

function drawSeeded(seed: number, label?: string): number[] {
  seeded = seedMathRandom(seed, label);
  const drawn = draw(5);
  seeded.restore();
  return drawn;
}

test('the same seed draws the same, another seed or stream something else', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (one, other) => {
      expect(drawSeeded(one)).toEqual(drawSeeded(one));
      expect(drawSeeded(one)).not.toEqual(drawSeeded(one, 'model-file'));
      if (one !== other) {
        expect(drawSeeded(one)).not.toEqual(drawSeeded(other));
      }
    }),
  );
});

test('continues where a checkpoint left it', () => {
  seeded = seedMathRandom(7);
  draw(3);
  const { state } = seeded;
  const drawn = draw(4);
  seeded.state = state;
  expect(draw(4)).toEqual(drawn);
});

test('leaves nothing behind', () => {
  const former = Math.random;
  seeded = seedMathRandom(7);
  expect(Math.random).not.toBe(former);
  seeded.restore();
  expect(Math.random).toBe(former);
});
