import { describe, expect, test } from 'vitest';
import * as lens from '../../../src/model-file/api.js';
import { isDefinition } from '../../../src/model-file/define-multimodal.js';

const filters = [2];
const options: lens.MultimodalOptions = {
  name: 'small',
  data: lens.coloredAndGrayMnist(),
  modalities: { gray: lens.convBranch({ filters }), color: lens.convBranch({ filters }) },
  fusion: lens.mmtm({ after: [1] }),
  training: { epochs: 3, batchSize: 2, optimizer: lens.sgd({ learningRate: 0.1 }) },
};

describe('balancing that does not fit the model', () => {
  test('re-balances without fusion', () => {
    expect(() =>
      lens.defineMultimodal({ ...options, fusion: null, balancing: lens.guided() }),
    ).toThrow(/^balancing: 'guided' re-balances what fusion exchanges/);
  });

  test('names a modality that is not there', () => {
    const fixed = lens.fixed({ modality: 'grey', share: 0.5 });
    expect(() => lens.defineMultimodal({ ...options, balancing: fixed })).toThrow(
      /^balancing\.modality: .*grey.*Did you mean .gray/,
    );
    const random = lens.random({ weights: { gray: 1, colour: 2 } });
    expect(() => lens.defineMultimodal({ ...options, balancing: random })).toThrow(
      /^balancing\.weights\.colour: .*Did you mean .color/,
    );
  });
});

test('a definition is known by its brand, also when another copy of the program made it', () => {
  const definition = lens.defineMultimodal(options);
  expect(isDefinition(definition)).toBe(true);
  expect(isDefinition({ ...definition })).toBe(false);
  expect(isDefinition(null)).toBe(false);
  const foreign = { ...definition, [Symbol.for('modality-lens.definition')]: true };
  expect(isDefinition(foreign)).toBe(true);
});

test('a function that returns a tf.Optimizer is taken for an optimizer', () => {
  const create = () => {
    throw new Error('not called yet');
  };
  const training = { ...options.training, optimizer: create };
  const { optimizer } = lens.defineMultimodal({ ...options, training }).training;
  expect(optimizer).toEqual({ kind: 'opaque', create });
});

test('one modality alone is enough', () => {
  const modalities = { gray: lens.convBranch({ filters }) };
  const definition = lens.defineMultimodal({ ...options, modalities, fusion: null });
  expect(Object.keys(definition.modalities)).toEqual(['gray']);
});
