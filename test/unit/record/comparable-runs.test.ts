import { describe, expect, it } from 'vitest';
import { isReferenceOf, whyNotComparable } from '../../../src/record/comparable-runs.js';
import type { RunDescription } from '../../../src/record/run.js';
import { aloneDescription, runDescription } from './run-description.js';

const { configuration, samples } = runDescription();
const noisier = { ...configuration, data: { kind: 'drawn', noise: 0.5 } };

describe('runs are comparable', () => {
  it('where seed, training, balancing and model file differ', () => {
    const other = runDescription({
      seed: 5,
      balancing: { strategy: 'fixed', modality: 'gray', share: 0.5, warmUpEpochs: 1 },
      configuration: { ...configuration, training: { epochs: 9 }, fusion: null },
    });
    expect(whyNotComparable(other, runDescription())).toBeNull();
  });

  it('where one trained one modality of the other alone', () => {
    expect(whyNotComparable(aloneDescription('gray'), runDescription())).toBeNull();
    expect(whyNotComparable(runDescription(), aloneDescription('color'))).toBeNull();
  });

  it.each<[string, Partial<RunDescription>, string]>([
    ['classes', { classes: ['one', 'zero'] }, 'one, zero'],
    ['modalities', { modalities: [{ name: 'gray', shape: [28, 28, 1] }] }, 'gray [28, 28, 1];'],
    [
      'shapes',
      { modalities: runDescription().modalities.map((each) => ({ ...each, shape: [8, 8, 1] })) },
      'gray [8, 8, 1]',
    ],
    ['sizes', { samples: { ...samples, validation: 21 } }, '21 validation samples'],
    ['data', { configuration: noisier }, "'noise' of its data is 0.5; the other's is 0.25"],
  ])('but not with other %s, and what differs is said', (_, changes, words) => {
    expect(whyNotComparable(runDescription(changes), runDescription())).toContain(words);
  });

  it('but not where the modality trained alone is none of the other', () => {
    const depth = aloneDescription('gray', { modalities: [{ name: 'depth', shape: [4] }] });
    expect(whyNotComparable(depth, runDescription())).toContain('depth [4]');
  });
});

describe('a uni-modal reference', () => {
  it('is the same branch trained alone with the same seed', () => {
    expect(isReferenceOf(aloneDescription('gray'), runDescription())).toBe(true);
  });

  it('is not one of another seed or branch, and no whole run is one or has another as its own', () => {
    expect(isReferenceOf(aloneDescription('gray', { seed: 2 }), runDescription())).toBe(false);
    const wider = { ...configuration, modalities: { gray: { stages: [99] } } };
    expect(
      isReferenceOf(aloneDescription('gray', { configuration: wider }), runDescription()),
    ).toBe(false);
    expect(isReferenceOf(runDescription(), runDescription())).toBe(false);
    expect(isReferenceOf(aloneDescription('gray'), aloneDescription('gray'))).toBe(false);
  });
});
