import { describe, expect, test } from 'vitest';
import * as lens from '../../../src/model-file/api.js';
import { resolveDefinition } from '../../../src/model-file/resolve-definition.js';
import type { BalancingConfiguration } from '../../../src/record/balancing.js';

function definition(balancing?: BalancingConfiguration, fused = true) {
  const filters = [2];
  return lens.defineMultimodal({
    name: 'small',
    data: lens.coloredAndGrayMnist(),
    modalities: { gray: lens.convBranch({ filters }), color: lens.convBranch({ filters }) },
    fusion: fused ? lens.mmtm({ after: [1] }) : null,
    training: {
      epochs: 3,
      batchSize: 2,
      optimizer: lens.sgd({ learningRate: 0.1 }),
      seed: 7,
      maxSteps: 11,
    },
    ...(balancing && { balancing }),
  });
}

test('without overrides a run is trained as the file says', () => {
  const model = definition(lens.guided({ window: 3 }));
  const { training, balancing } = model;
  expect(resolveDefinition(model)).toEqual({ training, balancing });
  expect(
    resolveDefinition(model, {
      balancing: null,
      epochs: null,
      maxSteps: null,
      seed: null,
      only: null,
    }),
  ).toEqual({ training, balancing });
});

test('overrides replace what they name and nothing else', () => {
  const model = definition();
  const { training } = resolveDefinition(model, { epochs: 9, maxSteps: 4, seed: 0 });
  expect(training).toEqual({ ...model.training, epochs: 9, maxSteps: 4, seed: 0 });
});

test('guided with some options leaves the others to the file where it is guided, else to the defaults', () => {
  const asked = { strategy: 'guided', alpha: 0.5 } as const;
  expect(resolveDefinition(definition(lens.guided({ window: 3 })), { balancing: asked })).toEqual(
    expect.objectContaining({ balancing: lens.guided({ alpha: 0.5, window: 3 }) }),
  );
  expect(resolveDefinition(definition(lens.vanilla()), { balancing: asked })).toEqual(
    expect.objectContaining({ balancing: lens.guided({ alpha: 0.5 }) }),
  );
});

describe('a strategy asked for by name', () => {
  test('keeps the options of the file where the file has the same one', () => {
    const { balancing } = resolveDefinition(definition(lens.guided({ window: 3 })), {
      balancing: 'guided',
    });
    expect(balancing).toEqual(lens.guided({ window: 3 }));
  });

  test.each([
    ['vanilla', lens.vanilla()],
    ['guided', lens.guided()],
    ['antiGuided', lens.antiGuided()],
    ['random', lens.random()],
    ['fixed', lens.fixed({ modality: 'gray', share: 0.5 })],
  ] as const)('has its defaults otherwise: %s', (name, expected) => {
    const other = name === 'vanilla' ? lens.guided({ window: 3 }) : lens.vanilla();
    expect(resolveDefinition(definition(other), { balancing: name }).balancing).toEqual(expected);
  });

  test('is refused where there is no fusion to re-balance', () => {
    expect(() => resolveDefinition(definition(undefined, false), { balancing: 'guided' })).toThrow(
      /'guided' re-balances what fusion exchanges/,
    );
  });
});

describe('a whole balancing configuration', () => {
  const matched = lens.random({ share: 0.8, weights: { gray: 3, color: 1 } });

  test('is taken as it is, also where the file has the same strategy', () => {
    for (const model of [definition(lens.guided()), definition(lens.random())]) {
      expect(resolveDefinition(model, { balancing: matched }).balancing).toEqual(matched);
    }
  });

  test('is refused where it does not fit the model', () => {
    const stranger = lens.fixed({ modality: 'depth', share: 0.5 });
    expect(() => resolveDefinition(definition(), { balancing: stranger })).toThrow(/depth/);
    const unfused = definition(undefined, false);
    expect(() => resolveDefinition(unfused, { balancing: matched })).toThrow(/no fusion/);
    const overrides = { only: 'gray', balancing: matched };
    expect(() => resolveDefinition(definition(), overrides)).toThrow(/'only' or 'random'/);
  });
});

describe('one modality trained alone', () => {
  test('is not re-balanced, whatever the file says', () => {
    const { balancing } = resolveDefinition(definition(lens.guided()), { only: 'gray' });
    expect(balancing).toEqual(lens.vanilla());
  });

  test('cannot be re-balanced on demand', () => {
    const overrides = { only: 'gray', balancing: 'guided' } as const;
    expect(() => resolveDefinition(definition(), overrides)).toThrow(/nothing to re-balance/);
    expect(
      resolveDefinition(definition(), { only: 'gray', balancing: 'vanilla' }).balancing,
    ).toEqual(lens.vanilla());
  });
});
