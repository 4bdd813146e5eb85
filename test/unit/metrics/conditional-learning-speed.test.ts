import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ConditionalLearningSpeed,
  mu,
  type RelativeGradient,
} from '../../../src/metrics/conditional-learning-speed.js';
import {
  boostedModality,
  leastBoostedModality,
  speedDifference,
} from '../../../src/metrics/speed-difference.js';
import { WindowedSpeed, WindowedSpeedDifference } from '../../../src/metrics/windowed-speed.js';
import { rebalancing, regular } from '../../../src/record/mode.js';
import type { Step } from '../../../src/record/step.js';
import { columnsOf } from '../../support/columns-of.js';

const positive = fc.double({ min: 1e-8, max: 1e4, noNaN: true });
const relative = fc.record({ branch: positive, fusion: positive });
const steps = fc.array(fc.tuple(relative, relative), { minLength: 1, maxLength: 60 });

function speedsAfter(taken: readonly (readonly RelativeGradient[])[]): readonly (number | null)[] {
  const speed = ConditionalLearningSpeed.start(taken[0].length);
  taken.forEach((step) => {
    speed.regularStep(step);
  });
  return speed.speeds;
}

describe('μ', () => {
  it('is the squared gradient norm over the squared weight norm', () => {
    expect(mu(3, 12)).toBe(0.25);
  });

  it('is null where there is no fusion, no weight, or nothing finite', () => {
    expect(mu(null, null)).toBeNull();
    expect(mu(1, 0)).toBeNull();
    expect(mu(0, 0)).toBeNull();
    expect(mu(Number.POSITIVE_INFINITY, 1)).toBeNull();
    expect(mu(Number.NaN, 1)).toBeNull();
  });
});

describe('the conditional learning speed', () => {
  it('is log10 of the fusion’s summed μ over the branch’s, by hand', () => {
    const taken = [
      [
        { branch: 1, fusion: 30 },
        { branch: 4, fusion: 1 },
      ],
      [
        { branch: 1, fusion: 170 },
        { branch: 6, fusion: 9 },
      ],
    ];
    expect(speedsAfter(taken)).toEqual([2, 0]);
    expect(speedDifference(speedsAfter(taken))).toBe(2);
  });

  it('flips d_speed exactly where the modalities are swapped', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        const straight = speedDifference(speedsAfter(taken));
        const mirrored = speedDifference(
          speedsAfter(taken.map(([first, second]) => [second, first])),
        );
        expect(Number(straight) + Number(mirrored)).toBe(0);
      }),
    );
  });

  it('differs by exactly 0 between identical twins', () => {
    fc.assert(
      fc.property(steps, (taken) => {
        expect(speedDifference(speedsAfter(taken.map(([first]) => [first, first])))).toBe(0);
      }),
    );
  });

  it('is null before the first step, for a zero sum, and without fusion', () => {
    expect(ConditionalLearningSpeed.start(2).speeds).toEqual([null, null]);
    expect(
      speedsAfter([
        [
          { branch: 0, fusion: 1 },
          { branch: 1, fusion: 0 },
        ],
      ]),
    ).toEqual([null, null]);
    expect(speedsAfter([[{ branch: 1, fusion: null }]])).toEqual([null]);
  });

  it('is null at a step whose μ is not finite, which leaves no trace in the sums', () => {
    const speed = ConditionalLearningSpeed.start(2);
    const fine = [
      { branch: 1, fusion: 2 },
      { branch: 1, fusion: 1 },
    ];
    speed.regularStep(fine);
    const { speeds, sums } = speed;
    for (const broken of [Number.NaN, Number.POSITIVE_INFINITY, null]) {
      speed.regularStep([
        { branch: 5, fusion: broken },
        { branch: 0, fusion: 0 },
      ]);
      expect(speedDifference(speed.speeds)).toBeNull();
      expect(boostedModality(speed.speeds)).toBeNull();
    }
    expect(speed.sums).toEqual(sums);
    speed.regularStep(fine);
    expect(speed.speeds).toEqual(speeds);
  });

  it('goes on from its sums as JSON as if it had not been interrupted', () => {
    fc.assert(
      fc.property(steps, fc.nat(60), (taken, at) => {
        let speed = ConditionalLearningSpeed.start(2);
        taken.forEach((step, index) => {
          if (index === at) {
            speed = new ConditionalLearningSpeed(
              JSON.parse(JSON.stringify(speed.sums)) as ConditionalLearningSpeed['sums'],
            );
          }
          speed.regularStep(step);
        });
        expect(speed.speeds).toEqual(speedsAfter(taken));
      }),
    );
  });
});

const finite = fc.double({ min: -5, max: 5, noNaN: true });

describe('the modality to boost', () => {
  it('is the paper’s signed rule for two branches', () => {
    fc.assert(
      fc.property(finite, finite, (first, second) => {
        const speeds = [first, second];
        const difference = Number(speedDifference(speeds));
        fc.pre(difference !== 0);
        expect(boostedModality(speeds)).toBe(difference > 0 ? 0 : 1);
        expect(leastBoostedModality(speeds)).toBe(difference > 0 ? 1 : 0);
      }),
    );
  });

  it('is the first of those with the greatest speed, for any number of branches', () => {
    expect(boostedModality([0.1, 0.7, 0.7, -1])).toBe(1);
    expect(leastBoostedModality([0.1, -1, 0.7, -1])).toBe(1);
    expect(speedDifference([0.1, 0.7, 0.7, -1])).toBeCloseTo(1.7, 12);
    fc.assert(
      fc.property(fc.array(finite, { minLength: 3, maxLength: 6 }), (speeds) => {
        expect(speeds[Number(boostedModality(speeds))]).toBe(Math.max(...speeds));
        expect(speedDifference(speeds)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('is nobody where a speed is undefined, or where there is one branch', () => {
    for (const speeds of [[1, null], [null, null, 1], [1, Number.NaN], [1], []]) {
      expect(speedDifference(speeds)).toBeNull();
      expect(boostedModality(speeds)).toBeNull();
      expect(leastBoostedModality(speeds)).toBeNull();
    }
  });
});

/** The windowed speed of branch `k` after each of the steps, which are all regular and come in two pieces. */
function windowed(taken: readonly (readonly RelativeGradient[])[], k: number, window: number) {
  const speed = new WindowedSpeed(window);
  const half = Math.floor(taken.length / 2);
  return [taken.slice(0, half), taken.slice(half)].flatMap((piece) => {
    const column = (mu: (relative: RelativeGradient) => number | null) =>
      Float64Array.from(piece, (step) => mu(step[k]) ?? NaN);
    const ones = new Float64Array(piece.length).fill(1);
    const speeds = new Float64Array(piece.length);
    speed.append(
      {
        branchGradient: column(({ branch }) => branch),
        branchWeights: ones,
        fusionGradient: column(({ fusion }) => fusion),
        fusionWeights: ones,
      },
      new Float64Array(piece.length),
      speeds,
    );
    return [...speeds];
  });
}

describe('the windowed speed', () => {
  it('is that of the last regular steps alone', () => {
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 12 }), (taken, window) => {
        for (const k of [0, 1]) {
          windowed(taken, k, window).forEach((value, index) => {
            const expected = speedsAfter(taken.slice(Math.max(0, index + 1 - window), index + 1));
            expect(value).toBeCloseTo(Number(expected[k]), 9);
          });
        }
      }),
    );
  });

  it('keeps its precision after steps a trillion times as large', () => {
    const taken = [1e12, 1e12, 1e-6, 1e-6, 1e-6].map((scale) => [
      { branch: scale, fusion: 10 * scale },
    ]);
    expect(windowed(taken, 0, 3).at(-1)).toBeCloseTo(1, 12);
  });

  it('is NaN while an undefined μ is in the window, and defined again after it', () => {
    const taken = [1, null, 1, 1].map((fusion) => [{ branch: 1, fusion }]);
    expect(windowed(taken, 0, 2)).toEqual([0, NaN, NaN, 0]);
  });

  it('follows recorded steps and leaves re-balancing steps out', () => {
    const step = (gradient: number, mode: Step['mode'] = regular): Step => ({
      step: 1,
      epoch: 1,
      time: 0,
      duration: 1,
      learningRate: 0.1,
      mode,
      loss: 1,
      accuracy: 0.5,
      speedDifference: null,
      branches: [gradient, 1].map((fusionGradient) => ({
        loss: 1,
        branchGradient: 1,
        branchWeights: 1,
        fusionGradient,
        fusionWeights: 1,
        speed: null,
      })),
    });
    const recorded = [step(10), step(1000, rebalancing(0)), step(10), step(1), step(1)];
    const difference = new WindowedSpeedDifference(2, 2);
    expect(difference.last).toBeNull();
    expect([...difference.append(columnsOf(recorded.slice(0, 2)))]).toEqual([1, 1]);
    expect([...difference.append(columnsOf(recorded.slice(2)))]).toEqual([
      1,
      expect.closeTo(Math.log10(5.5), 12),
      0,
    ]);
    expect(difference.last).toBe(0);
  });
});
