import { beforeAll, describe, expect, it } from 'vitest';
import { tinyModel, Workplace } from './support/command-line.js';

const place = await Workplace.create();

/** Runs by what they are. */
const runs: Record<string, string> = {};

interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly seeds: number;
}

interface Comparison {
  readonly runs: readonly {
    readonly run: string;
    readonly configuration: string;
    readonly notPooledBecause: string | null;
    readonly inspection: {
      readonly utilization: { readonly modelAccuracy: { readonly value: number } };
      readonly references: readonly {
        readonly run: string;
        readonly branch: number;
        readonly accuracy: { readonly value: number };
      }[];
    };
  }[];
  readonly overSeeds: readonly {
    readonly name: string;
    readonly quantities: readonly { readonly name: string; readonly interval: Interval | null }[];
  }[];
  readonly differences: object;
  readonly unusedReferences: readonly string[];
}

beforeAll(async () => {
  await place.write('tiny.multimodal.ts', tinyModel());
  const trained = {
    'guided 1': ['--seed', '1'],
    'guided 2': ['--seed', '2'],
    'vanilla 1': ['--seed', '1', '--balancing', 'vanilla'],
    'vanilla 2': ['--seed', '2', '--balancing', 'vanilla'],
    'gray 2': ['--seed', '2', '--only', 'gray'],
  };
  for (const [name, parameters] of Object.entries(trained)) {
    const options = ['--backend', 'wasm', '--max-steps', '3', ...parameters];
    runs[name] = (await place.train('tiny.multimodal.ts', ...options)).run;
  }
});

function compare(...parameters: string[]) {
  return place.run('compare', '--backend', 'wasm', ...parameters);
}

describe('compare', () => {
  it('pools seeds, pairs configurations by seed, and holds branches to their reference', async () => {
    const { code, stdout, stderr } = await compare('--json', ...Object.values(runs));
    expect(`${String(code)} ${stderr}`).toMatch(/^0 /);
    expect(stderr).toContain('4 of 4');
    const comparison = JSON.parse(stdout) as Comparison;
    expect(comparison.runs.map(({ configuration }) => configuration)).toEqual(['A', 'A', 'B', 'B']);
    expect(comparison.overSeeds.map(({ name }) => name)).toEqual(['A', 'B', 'B − A']);
    expect(comparison.differences).toMatchObject({
      configurations: ['A', 'B'],
      options: [
        { option: 'balancing.strategy', values: ['guided', 'vanilla'] },
        { option: 'balancing.alpha' },
        { option: 'balancing.window' },
        { option: 'balancing.warmUpEpochs' },
      ],
    });

    const accuracies = comparison.runs.map(
      ({ inspection }) => inspection.utilization.modelAccuracy.value,
    );
    const [difference] = comparison.overSeeds[2].quantities;
    expect(difference).toMatchObject({ name: 'accuracy of the model', interval: { seeds: 2 } });
    const mean = (accuracies[2] - accuracies[0] + accuracies[3] - accuracies[1]) / 2;
    expect(difference.interval?.mean).toBeCloseTo(mean, 12);

    const references = comparison.runs.map(({ inspection }) => inspection.references);
    expect(references.map((each) => each.map(({ run }) => run))).toEqual([
      [],
      [runs['gray 2']],
      [],
      [runs['gray 2']],
    ]);
    expect(references[1][0]).toMatchObject({ branch: 0, accuracy: references[3][0].accuracy });
    expect(comparison.unusedReferences).toEqual([]);
  });

  it('says it in words on the split that is asked for, with the reference that no run has', async () => {
    const { code, stdout } = await compare(
      runs['guided 1'],
      runs['gray 2'],
      '--split',
      'validation',
    );
    expect(code).toBe(0);
    expect(stdout).toContain('VALIDATION, 48 samples');
    expect(stdout).toMatch(/The gray branch (loses|gains) .* without color/);
    expect(stdout).toContain('gray alone with seed 2: no run here has that seed and branch');
    expect(stdout).not.toContain('OVER SEEDS');
    expect(stdout).not.toContain('DIFFERING OPTIONS');
    expect(stdout).not.toContain('under-trained');
  });

  it('refuses what cannot be compared, and says what differs', async () => {
    await place.write(
      'larger.multimodal.ts',
      tinyModel({ data: `coloredAndGrayMnist({ train: 96, validation: 48, test: 64 })` }),
    );
    const larger = await place.train(
      'larger.multimodal.ts',
      '--backend',
      'wasm',
      '--max-steps',
      '1',
    );
    const refused = await compare(runs['guided 1'], larger.run);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('It has 64 test samples; the other has 48.');
    const twice = await compare(runs['guided 1'], runs['guided 1']);
    expect(twice).toMatchObject({ code: 2 });
    expect(twice.stderr).toContain('Give one of the two.');
    const alone = await compare(runs['gray 2']);
    expect(alone).toMatchObject({ code: 2 });
    expect(alone.stderr).toContain('Add a run of the whole network.');
  });
});
