import { describe, expect, it } from 'vitest';
import { coloredAndGrayMnist } from '../../../src/data/colored-and-gray-mnist.js';
import { withShuffledLabels } from '../../../src/data/shuffled-labels.js';
import { Generator } from '../../../src/random/generator.js';

const dataset = await coloredAndGrayMnist({ train: 200, validation: 20, test: 20 }).load('.', 1);

function shuffled(seed: number) {
  return withShuffledLabels(dataset, Generator.stream(seed, 'labels')).splits;
}

describe('a training split with shuffled labels', () => {
  const { train } = dataset.splits;

  it('has as many samples of each class, and labels that tell nothing of the true ones', () => {
    const { labels } = shuffled(1).train;
    expect([...labels].sort()).toEqual([...train.labels].sort());
    const kept = labels.filter((label, sample) => label === train.labels[sample]).length;
    // One in ten by chance.
    expect(kept / train.size).toBeLessThan(0.25);
    expect(labels).not.toEqual(shuffled(2).train.labels);
    expect(labels).toEqual(shuffled(1).train.labels);
  });

  it('keeps the samples, and the other splits', async () => {
    const indices = Int32Array.of(3, 150);
    const splits = shuffled(1);
    expect(await splits.train.read(indices)).toEqual(await train.read(indices));
    expect(splits.validation).toBe(dataset.splits.validation);
    expect(splits.test).toBe(dataset.splits.test);
  });
});
