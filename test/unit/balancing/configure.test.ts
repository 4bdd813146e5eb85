import { describe, expect, it } from 'vitest';
import { configureBalancing, strategyNames } from '../../../src/balancing/configure.js';
import { guided } from '../../../src/balancing/guided.js';
import { random } from '../../../src/balancing/random.js';

describe('a balancing written as JSON', () => {
  it('has the defaults of what is left out, for every strategy', () => {
    expect(configureBalancing({ strategy: 'guided', window: 3 })).toEqual(guided({ window: 3 }));
    expect(configureBalancing({ strategy: 'random', weights: { gray: 1 } })).toEqual(
      random({ weights: { gray: 1 } }),
    );
    for (const strategy of strategyNames) {
      const needed = strategy === 'fixed' ? { modality: 'gray', share: 0.5 } : {};
      expect(configureBalancing({ strategy, ...needed })).toMatchObject({ strategy });
    }
  });

  it('is refused with the way out where it is wrong', () => {
    expect(() => configureBalancing({ strategy: 'guidde' })).toThrow(/vanilla, guided, antiGuided/);
    expect(() => configureBalancing([])).toThrow(/names no balancing strategy/);
    expect(() => configureBalancing({ strategy: 'random', shar: 0.5 })).toThrow(/share/);
    expect(() => configureBalancing({ strategy: 'vanilla', alpha: 0.5 })).toThrow(/alpha/);
    expect(() => configureBalancing({ strategy: 'fixed', modality: 'gray' })).toThrow(/share/);
  });
});
