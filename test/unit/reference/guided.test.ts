import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createStrategy } from '../../../src/balancing/create-strategy.js';
import type { Shown } from '../../../src/balancing/strategy.js';
import { ConditionalLearningSpeed } from '../../../src/metrics/conditional-learning-speed.js';
import { speedDifference } from '../../../src/metrics/speed-difference.js';
import { Generator } from '../../../src/random/generator.js';
import { encodeMode } from '../../../src/record/mode.js';
import { readJson } from './fixtures.js';

const series = z.array(z.array(z.number()));

const caseSchema = z.object({
  name: z.string(),
  stepsPerEpoch: z.int(),
  warmUpEpochs: z.int(),
  alpha: z.number(),
  window: z.int(),
  branch: series,
  fusion: series,
  modes: z.array(z.int()),
  speedDifferences: z.array(z.number().nullable()),
});
type Case = z.infer<typeof caseSchema>;

const { cases } = readJson('strategies.json', z.object({ cases: z.array(caseSchema) }));

describe('guided balancing on a given series of μ', () => {
  it.each(cases)('chooses the modes of the reference: $name', (given) => {
    const { modes, differences } = play(given);
    expect(modes).toEqual(given.modes);
    differences.forEach((difference, step) => {
      const expected = given.speedDifferences[step];
      if (expected === null) {
        expect(difference).toBeNull();
      } else {
        expect(difference).toBeCloseTo(expected, 12);
      }
    });
  });

  it('is tested in both directions, with and without re-balancing', () => {
    const all = cases.flatMap(({ modes }) => modes);
    expect(new Set(all)).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(cases.some(({ modes }) => modes.every((mode) => mode === 0))).toBe(true);
  });
});

function play({ alpha, window, warmUpEpochs, stepsPerEpoch, branch, fusion }: Case) {
  const modalities = branch[0].map((_, index) => `modality ${index}`);
  const strategy = createStrategy({ strategy: 'guided', alpha, window, warmUpEpochs }, modalities);
  const random = Generator.stream(0, 'balancing');
  const speed = ConditionalLearningSpeed.start(modalities.length);
  let shown: Shown | null = null;
  let state = strategy.initial();
  const modes: number[] = [];
  const differences: (number | null)[] = [];
  branch.forEach((ofBranches, step) => {
    const warmUp = step < warmUpEpochs * stepsPerEpoch;
    const next = strategy.next(state, shown, warmUp, random);
    // As a checkpoint would keep it: the state must survive JSON.
    state = strategy.parse(JSON.parse(JSON.stringify(next.state)));
    if (next.mode.kind === 'regular') {
      speed.regularStep(ofBranches.map((own, k) => ({ branch: own, fusion: fusion[step][k] })));
    }
    shown = { mode: next.mode, speeds: speed.speeds, warmUp };
    modes.push(encodeMode(next.mode));
    differences.push(speedDifference(speed.speeds));
  });
  return { modes, differences };
}
