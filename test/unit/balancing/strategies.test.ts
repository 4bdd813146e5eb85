import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { antiGuided } from '../../../src/balancing/anti-guided.js';
import { createStrategy } from '../../../src/balancing/create-strategy.js';
import { fixed } from '../../../src/balancing/fixed.js';
import { guided } from '../../../src/balancing/guided.js';
import { random } from '../../../src/balancing/random.js';
import { vanilla } from '../../../src/balancing/vanilla.js';
import type { Shown, Strategy } from '../../../src/balancing/strategy.js';
import { Generator } from '../../../src/random/generator.js';
import type { BalancingConfiguration } from '../../../src/record/balancing.js';
import { encodeMode } from '../../../src/record/mode.js';

type Speeds = readonly (number | null)[];

interface Situation {
  readonly strategy: Strategy;
  readonly warmUpSteps: number;
  /** s_k that each step shows, if it is a regular one. */
  readonly speeds: readonly Speeds[];
}

/** The modes that a session would take: 0 for a regular step, k + 1 where modality k is boosted. */
function modes({ strategy, warmUpSteps, speeds }: Situation, interruptAt?: number): number[] {
  let generator = Generator.stream(3, 'balancing');
  let state = strategy.initial();
  let shown: Shown | null = null;
  let latest: Speeds = speeds[0].map(() => null);
  return speeds.map((ofStep, step) => {
    if (step === interruptAt) {
      state = strategy.parse(JSON.parse(JSON.stringify(state)));
      generator = Generator.fromState([...generator.state]);
    }
    const warmUp = step < warmUpSteps;
    const chosen = strategy.next(state, shown, warmUp, generator);
    state = chosen.state;
    latest = chosen.mode.kind === 'regular' ? ofStep : latest;
    shown = { mode: chosen.mode, speeds: latest, warmUp };
    return encodeMode(chosen.mode);
  });
}

function strategyOf(configuration: BalancingConfiguration, names = ['gray', 'color']): Strategy {
  return createStrategy(configuration, names);
}

const ahead: Speeds = [0.2, 0];
const behind: Speeds = [0, 0.2];
const level: Speeds = [0.1, 0.095];
const repeated = (count: number, speeds: Speeds): Speeds[] =>
  Array.from({ length: count }, () => speeds);

describe('guided', () => {
  it('boosts branch 0 in windows of Q while d_speed > α, one regular step between windows', () => {
    const strategy = strategyOf(guided({ window: 3 }));
    expect(modes({ strategy, warmUpSteps: 2, speeds: repeated(12, ahead) })).toEqual([
      0, 0, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1,
    ]);
  });

  it('boosts branch 1 while d_speed < −α', () => {
    const strategy = strategyOf(guided({ window: 2 }));
    expect(modes({ strategy, warmUpSteps: 1, speeds: repeated(8, behind) })).toEqual([
      0, 0, 2, 2, 0, 2, 2, 0,
    ]);
  });

  it('stays regular while |d_speed| ≤ α', () => {
    const strategy = strategyOf(guided());
    expect(modes({ strategy, warmUpSteps: 1, speeds: repeated(6, level) })).toEqual([
      0, 0, 0, 0, 0, 0,
    ]);
  });

  it('is not triggered by d_speed of exactly 0, nor of exactly α', () => {
    const atZero = { strategy: strategyOf(guided({ alpha: 0 })), speeds: repeated(5, [0.3, 0.3]) };
    const atAlpha = { strategy: strategyOf(guided({ alpha: 0.5 })), speeds: repeated(5, [1, 0.5]) };
    expect(modes({ ...atZero, warmUpSteps: 1 })).toEqual([0, 0, 0, 0, 0]);
    expect(modes({ ...atAlpha, warmUpSteps: 1 })).toEqual([0, 0, 0, 0, 0]);
  });

  it('runs a window to its end across the edge of an epoch', () => {
    const strategy = strategyOf(guided({ window: 5 }));
    const stepsOfEpoch = 4;
    const taken = modes({ strategy, warmUpSteps: stepsOfEpoch, speeds: repeated(12, ahead) });
    expect(taken.slice(0, stepsOfEpoch)).toEqual([0, 0, 0, 0]);
    expect(taken.slice(stepsOfEpoch, 2 * stepsOfEpoch)).toEqual([0, 1, 1, 1]);
    expect(taken.slice(2 * stepsOfEpoch)).toEqual([1, 1, 0, 1]);
  });

  it('keeps to a window even where the speeds would now say otherwise', () => {
    const strategy = strategyOf(guided({ window: 3 }));
    const shown = { mode: { kind: 'regular' as const }, speeds: ahead, warmUp: false };
    const random = Generator.stream(1, 'balancing');
    const first = strategy.next(strategy.initial(), shown, false, random);
    const second = strategy.next(
      first.state,
      { mode: first.mode, speeds: behind, warmUp: false },
      false,
      random,
    );
    expect(second.mode).toEqual({ kind: 'rebalancing', modality: 0 });
  });

  it('changes the modality where the sign of d_speed changes', () => {
    const strategy = strategyOf(guided({ window: 2 }));
    const speeds = [...repeated(4, ahead), ...repeated(5, behind)];
    expect(modes({ strategy, warmUpSteps: 1, speeds })).toEqual([0, 0, 1, 1, 0, 2, 2, 0, 2]);
  });

  it('is not triggered where d_speed is null', () => {
    const strategy = strategyOf(guided({ window: 1 }));
    const speeds: Speeds[] = [ahead, ahead, ahead, [0.2, null], ahead, [null, null], ahead, ahead];
    expect(modes({ strategy, warmUpSteps: 0, speeds })).toEqual([0, 1, 0, 1, 0, 1, 0, 1]);
    const undefinedAtRegular: Speeds[] = [ahead, ahead, [0.2, null], ahead, ahead, ahead];
    expect(modes({ strategy, warmUpSteps: 0, speeds: undefinedAtRegular })).toEqual([
      0, 1, 0, 0, 1, 0,
    ]);
  });

  it('boosts argmax s_k of three modalities, ties to the first, by max − min', () => {
    const strategy = strategyOf(guided({ window: 1, alpha: 0.1 }), ['a', 'b', 'c']);
    const speeds: Speeds[] = [
      [0, 0.5, 0.2],
      [0, 0.5, 0.2],
      [0.4, 0.1, 0.4],
      [0.4, 0.1, 0.4],
      [0.1, 0.2, 0.15],
      [0.1, 0.15, 0.3],
      [0, 0, 0],
    ];
    expect(modes({ strategy, warmUpSteps: 0, speeds })).toEqual([0, 2, 0, 1, 0, 0, 3]);
  });

  it('starts with a regular step after a switch in the middle of a run', () => {
    const strategy = strategyOf(guided());
    const random = Generator.stream(1, 'balancing');
    expect(strategy.next(strategy.initial(), null, false, random).mode.kind).toBe('regular');
  });
});

describe('antiGuided', () => {
  it('takes windows when guided does, for the other modality', () => {
    const situation = { warmUpSteps: 1, speeds: [...repeated(5, ahead), ...repeated(5, behind)] };
    const right = modes({ ...situation, strategy: strategyOf(guided({ window: 2 })) });
    const wrong = modes({ ...situation, strategy: strategyOf(antiGuided({ window: 2 })) });
    expect(right).toEqual([0, 0, 1, 1, 0, 1, 1, 0, 2, 2]);
    expect(wrong).toEqual([0, 0, 2, 2, 0, 2, 2, 0, 1, 1]);
  });

  it('boosts argmin s_k of three modalities', () => {
    const strategy = strategyOf(antiGuided({ window: 1 }), ['a', 'b', 'c']);
    const speeds = repeated(4, [0.4, 0.1, 0.2]);
    expect(modes({ strategy, warmUpSteps: 0, speeds })).toEqual([0, 2, 0, 2]);
  });
});

describe('vanilla', () => {
  it('takes regular steps only', () => {
    const taken = modes({
      strategy: strategyOf(vanilla()),
      warmUpSteps: 1,
      speeds: repeated(20, ahead),
    });
    expect(new Set(taken)).toEqual(new Set([0]));
  });
});

/** Pearson's χ² of `taken` against `shares`. */
function chiSquare(taken: readonly number[], shares: readonly number[]): number {
  return shares.reduce((total, share, mode) => {
    const expected = share * taken.length;
    const observed = taken.filter((one) => one === mode).length;
    return total + (expected === 0 ? observed * 1e9 : (observed - expected) ** 2 / expected);
  }, 0);
}

describe('random and fixed', () => {
  const steps = 6000;
  const take = (configuration: BalancingConfiguration, names?: string[]): number[] =>
    modes({
      strategy: strategyOf(configuration, names),
      warmUpSteps: 50,
      speeds: repeated(steps + 50, ahead),
    });

  // 99.9th percentiles of χ² with 1, 2 and 3 degrees of freedom.
  it.each([
    ['the paper’s, two modalities', random(), undefined, [1 / 3, 1 / 3, 1 / 3], 13.8],
    ['the paper’s, three modalities', random(), ['a', 'b', 'c'], [0.25, 0.25, 0.25, 0.25], 16.3],
    ['a share', random({ share: 0.2 }), undefined, [0.8, 0.1, 0.1], 13.8],
    [
      'a share and weights',
      random({ share: 0.4, weights: { gray: 3, color: 1 } }),
      undefined,
      [0.6, 0.3, 0.1],
      13.8,
    ],
    ['one weight', random({ share: 0.4, weights: { color: 2 } }), undefined, [0.6, 0, 0.4], 13.8],
    ['fixed', fixed({ modality: 'color', share: 0.25 }), undefined, [0.75, 0, 0.25], 10.8],
    ['always', fixed({ modality: 'gray', share: 1 }), undefined, [0, 1, 0], 1e-9],
    ['never', random({ share: 0 }), undefined, [1, 0, 0], 1e-9],
  ])(
    'draws %s in the shares asked for, after warm-up',
    (_, configuration, names, shares, bound) => {
      const taken = take(configuration, names);
      expect(taken.slice(0, 50).every((mode) => mode === 0)).toBe(true);
      expect(chiSquare(taken.slice(50), shares)).toBeLessThan(bound);
    },
  );

  it('draws steps independently of each other', () => {
    const taken = take(random()).slice(50);
    const repeats = taken.filter((mode, step) => step > 0 && mode === taken[step - 1]).length;
    expect(Math.abs(repeats / steps - 1 / 3)).toBeLessThan(0.02);
  });
});

describe('every strategy', () => {
  const configuration = fc.constantFrom(
    vanilla(),
    guided({ window: 4 }),
    antiGuided({ window: 3, alpha: 0.1 }),
    random(),
    random({ share: 0.5, weights: { gray: 1, color: 3 } }),
    fixed({ modality: 'gray', share: 0.4 }),
  );
  const speed = fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { freq: 10 });
  const series = fc.array(fc.tuple(speed, speed), { minLength: 2, maxLength: 40 });

  it('goes on from its state as JSON as if it had not been interrupted', () => {
    fc.assert(
      fc.property(
        configuration,
        series,
        fc.nat(39),
        fc.nat(5),
        (chosen, speeds, at, warmUpSteps) => {
          const situation = { strategy: strategyOf(chosen), warmUpSteps, speeds };
          expect(modes(situation, at)).toEqual(modes(situation));
        },
      ),
    );
  });

  it('takes regular steps during warm-up, and the first step after it where speeds decide', () => {
    fc.assert(
      fc.property(configuration, series, fc.nat(39), (chosen, speeds, warmUpSteps) => {
        const taken = modes({ strategy: strategyOf(chosen), warmUpSteps, speeds });
        const drawn = chosen.strategy === 'random' || chosen.strategy === 'fixed';
        expect(taken.slice(0, drawn ? warmUpSteps : warmUpSteps + 1)).not.toContain(1);
        expect(taken.slice(0, drawn ? warmUpSteps : warmUpSteps + 1)).not.toContain(2);
      }),
    );
  });

  it.each([guided(), antiGuided(), random(), vanilla()])(
    'refuses a state that is not its own ($strategy)',
    (chosen) => {
      expect(() => strategyOf(chosen).parse({ modality: 0, remaining: 0 })).toThrow();
      expect(() => strategyOf(chosen).parse('regular')).toThrow();
    },
  );
});
