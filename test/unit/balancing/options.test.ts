import { describe, expect, it } from 'vitest';
import { antiGuided } from '../../../src/balancing/anti-guided.js';
import { createStrategy } from '../../../src/balancing/create-strategy.js';
import { fixed } from '../../../src/balancing/fixed.js';
import { guided } from '../../../src/balancing/guided.js';
import { random } from '../../../src/balancing/random.js';
import { vanilla } from '../../../src/balancing/vanilla.js';
import { problemOf } from '../../support/problem-of.js';

/** What a person who wrote JavaScript may hand in, whatever the types say. */
function untyped(options: unknown): never {
  return options as never;
}

describe('the options of a strategy', () => {
  it('have the paper’s values by default', () => {
    expect(guided()).toEqual({ strategy: 'guided', alpha: 0.01, window: 5, warmUpEpochs: 1 });
    expect(random()).toEqual({ strategy: 'random', share: null, weights: null, warmUpEpochs: 1 });
    expect(vanilla()).toEqual({ strategy: 'vanilla' });
  });

  it('override the defaults, undefined excepted', () => {
    const options = untyped({ alpha: 0.2, window: undefined });
    expect(antiGuided(options)).toEqual({
      strategy: 'antiGuided',
      alpha: 0.2,
      window: 5,
      warmUpEpochs: 1,
    });
  });

  it.each([
    [() => guided({ alpha: -1 }), 'balancing.alpha', '-1'],
    [() => guided({ alpha: Number.NaN }), 'balancing.alpha', 'NaN'],
    [() => guided({ alpha: Number.POSITIVE_INFINITY }), 'balancing.alpha', 'Infinity'],
    [() => guided(untyped({ alpha: '0.01' })), 'balancing.alpha', '"0.01"'],
    [() => guided({ window: 0 }), 'balancing.window', '0'],
    [() => antiGuided({ window: 2.5 }), 'balancing.window', '2.5'],
    [() => guided({ warmUpEpochs: -1 }), 'balancing.warmUpEpochs', '-1'],
    [() => random({ share: 1.5 }), 'balancing.share', '1.5'],
    [() => random({ weights: { gray: -1 } }), 'balancing.weights.gray', '-1'],
    [() => random({ weights: { gray: 0, color: 0 } }), 'balancing.weights', 'color: 0'],
    [() => fixed(untyped({ share: 0.5 })), 'balancing.modality', 'undefined'],
    [() => fixed(untyped({ modality: 'gray' })), 'balancing.share', 'undefined'],
    [() => guided(untyped(0.01)), 'balancing', '0.01'],
    [() => guided(untyped(null)), 'balancing', 'null'],
  ])('are refused where they make no sense: %s', (action, entry, shown) => {
    const problem = problemOf(action);
    expect(problem).toMatchObject({ code: 'model-file', entry });
    expect(problem.what).toContain(shown);
    expect(problem.remedy).not.toContain('undefined');
  });

  it('are refused with the nearest name where there is none of that name', () => {
    const problem = problemOf(() => guided(untyped({ aplha: 0.01 })));
    expect(problem).toMatchObject({ code: 'model-file', entry: 'balancing.aplha' });
    expect(problem.remedy).toContain("'alpha'");
    expect(problemOf(() => vanilla(untyped({ alpha: 1 }))).remedy).toContain('no options');
  });
});

describe('the modalities that a strategy names', () => {
  const names = ['gray', 'color'];

  it('are refused with the nearest name where the run has none of that name', () => {
    const problem = problemOf(() =>
      createStrategy(fixed({ modality: 'colour', share: 0.5 }), names),
    );
    expect(problem).toMatchObject({ code: 'model-file', entry: 'balancing.modality' });
    expect(problem.what).toContain("'colour'");
    expect(problem.remedy).toContain("'color'");
    expect(problemOf(() => createStrategy(random({ weights: { grey: 1 } }), names))).toMatchObject({
      entry: 'balancing.weights.grey',
      remedy: expect.stringContaining("'gray'") as string,
    });
  });

  it('carry the weight, at least one of them', () => {
    const weights = { gray: 0 };
    const configuration = { strategy: 'random', share: 0.5, weights, warmUpEpochs: 1 } as const;
    expect(problemOf(() => createStrategy(configuration, names)).entry).toBe('balancing.weights');
  });
});
