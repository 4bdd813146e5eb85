import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guided } from '../../../src/balancing/guided.js';
import {
  checkAlpha,
  checkWindow,
  guidedFromSettings,
  guidedToBegin,
  randomToBegin,
  readAlpha,
  readWindow,
} from '../../../src/editor/balancing-choice.js';
import { balancingConfiguration, guidedAsked } from '../../../src/record/balancing.js';

const none = { alpha: null, window: null, warmUpEpochs: null };

describe('Train with Rebalancing', () => {
  test('leaves to the model file what the settings do not say', () => {
    expect(guidedFromSettings(none)).toEqual({ strategy: 'guided' });
    expect(guidedFromSettings({ ...none, alpha: 0 })).toEqual({ strategy: 'guided', alpha: 0 });
  });

  test('asks for something that the training process understands', () => {
    const asked = guidedFromSettings({ alpha: 0.2, window: 7, warmUpEpochs: 0 });
    expect(guidedAsked.parse(asked)).toEqual(asked);
  });
});

describe('switching to another strategy', () => {
  const running = { strategy: 'guided', alpha: 0.3, window: 9, warmUpEpochs: 2 } as const;

  test('begins guided with the settings, then with what the run has, then with the paper’s options', () => {
    expect(guidedToBegin(running, { ...none, alpha: 0.5 })).toEqual({ ...running, alpha: 0.5 });
    expect(guidedToBegin({ strategy: 'vanilla' }, none)).toEqual(guided());
    expect(guidedToBegin(null, none)).toEqual(guided());
  });

  test('keeps the warm-up of the run', () => {
    expect(randomToBegin(running, none)).toEqual(
      balancingConfiguration.parse({
        strategy: 'random',
        share: null,
        weights: null,
        warmUpEpochs: 2,
      }),
    );
  });
});

describe('options as they are typed', () => {
  test('α is any number of at least 0, with a point or a comma', () => {
    expect(readAlpha('0.01')).toBe(0.01);
    expect(readAlpha(' 0,5 ')).toBe(0.5);
    expect(checkAlpha('0')).toBeUndefined();
  });

  test.each(['', ' ', '-0.1', 'ten', 'Infinity', 'NaN'])('α is not %j', (text) => {
    expect(readAlpha(text)).toBeNull();
    expect(checkAlpha(text)).toContain('at least 0');
  });

  test.each(['', '0', '2.5', '-3', 'five', '1e400'])('Q is not %j', (text) => {
    expect(readWindow(text)).toBeNull();
    expect(checkWindow(text)).toContain('at least 1');
  });

  test('whatever is accepted is a configuration that a training takes', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.double().map(String), fc.integer().map(String)),
        (text) => {
          const alpha = readAlpha(text) ?? 0;
          const window = readWindow(text) ?? 1;
          balancingConfiguration.parse({ ...guided(), alpha, window });
        },
      ),
    );
  });
});
