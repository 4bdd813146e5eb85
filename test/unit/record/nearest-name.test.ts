import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestName } from '../../../src/record/nearest-name.js';

describe('the nearest name', () => {
  it.each([
    ['aplha', ['window', 'alpha', 'warmUpEpochs'], 'alpha'],
    ['GRAYNOISE', ['grayNoise', 'variance'], 'grayNoise'],
    ['colour', ['Color', 'gray'], 'Color'],
    ['abcd', ['cd'], 'cd'],
    ['abcd', ['xyzd'], null],
    ['sound', ['gray', 'color'], null],
    ['gray', [], null],
    ['', ['gray'], null],
    ['ab', ['ac', 'ad'], 'ac'],
  ])('to %j of %j is %j', (name, candidates, nearest) => {
    expect(nearestName(name, candidates)).toBe(nearest);
  });

  it('is the name itself, in whatever letter case, where it is among them', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1 });
    fc.assert(
      fc.property(names, fc.nat(), (candidates, pick) => {
        const name = candidates[pick % candidates.length];
        expect(nearestName(name.toUpperCase(), candidates)).toBe(name);
      }),
    );
  });
});
