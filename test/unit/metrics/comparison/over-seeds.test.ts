import { describe, expect, it } from 'vitest';
import { seedTable } from '../../../../src/cli/seed-table.js';
import { overSeeds, type SeedQuantities } from '../../../../src/metrics/comparison/over-seeds.js';

function run(configuration: string, seed: number, accuracy: number, u: number | null = 0.5) {
  return {
    configuration,
    seed,
    quantities: [
      { name: 'accuracy', unit: 'accuracy', value: accuracy },
      { name: 'u(color | gray)', unit: 'rate', value: u },
    ],
  } satisfies SeedQuantities;
}

const runs = [
  run('A', 1, 0.5),
  run('B', 2, 0.8),
  run('A', 2, 0.7),
  run('B', 1, 0.9),
  run('C', 1, 0),
];

describe('numbers over seeds', () => {
  it('are pooled by configuration, and differences paired by seed', () => {
    const columns = overSeeds(runs);
    expect(columns.map(({ name }) => name)).toEqual(['A', 'B', 'B − A']);
    const accuracies = columns.map(({ quantities }) => quantities[0].interval);
    [0.6, 0.85, 0.25].forEach((mean, index) => {
      expect(accuracies[index]?.mean).toBeCloseTo(mean, 12);
    });
    expect(columns[2].seeds).toEqual([1, 2]);
  });

  it('say nothing of configurations without two seeds, or of two without two in common', () => {
    expect(overSeeds([run('A', 1, 0.5), run('B', 1, 0.6)])).toEqual([]);
    const apart = [run('A', 1, 0), run('A', 2, 0), run('B', 2, 0), run('B', 3, 0)];
    expect(overSeeds(apart).map(({ name }) => name)).toEqual(['A', 'B']);
  });

  it('are a difference without an interval where one seed is in common, for who asks for that', () => {
    const [difference] = overSeeds([run('A', 1, 0.5), run('B', 1, 0.75)], 1);
    expect(difference).toMatchObject({ name: 'B − A', seeds: [1] });
    const { interval } = difference.quantities[0];
    expect(interval).toEqual({ mean: 0.25, low: null, high: null, seeds: 1 });
  });

  it('leave out a seed for which a number is undefined, and the table says how many are left', () => {
    const columns = overSeeds([
      run('A', 1, 0.5, 0.25),
      run('A', 2, 0.6, null),
      run('A', 3, 0.7, 0.75),
      run('B', 1, 0.5, null),
      run('B', 2, 0.5, null),
    ]);
    expect(columns[0].quantities[1].interval).toMatchObject({ mean: 0.5, seeds: 2 });
    expect(columns[1].quantities[1].interval).toBeNull();
    const lines = seedTable(columns).split('\n');
    expect(lines[0]).toContain('A (3 seeds)');
    expect(lines.find((line) => line.startsWith('u(color'))).toMatch(/0\.500 \[.*\], 2 seeds +–/);
  });
});
