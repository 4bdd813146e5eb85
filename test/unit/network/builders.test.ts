import { layers } from '@tensorflow/tfjs-layers';
import { describe, expect, it } from 'vitest';
import { branch } from '../../../src/network/builders/branch.js';
import { convBranch } from '../../../src/network/builders/conv-branch.js';
import { convolution } from '../../../src/network/builders/convolution.js';
import { denseBranch } from '../../../src/network/builders/dense-branch.js';
import { dense } from '../../../src/network/builders/dense.js';
import { mmtm } from '../../../src/network/builders/mmtm.js';
import { problemOf } from '../../support/problem-of.js';

describe('builders', () => {
  it('fill in the papers’ defaults', () => {
    expect(mmtm({ after: [2] })).toEqual({
      kind: 'mmtm',
      after: [2],
      ratio: 4,
      gateScale: 2,
      frozenGate: 'mean-of-excitation',
    });
    expect(convBranch({ filters: [16, 32, 64] })).toEqual({
      stages: [
        { kind: 'convolution', filters: 16, stride: 1 },
        { kind: 'convolution', filters: 32, stride: 2 },
        { kind: 'convolution', filters: 64, stride: 2 },
      ],
      head: { kind: 'pooled' },
    });
    expect(denseBranch({ units: [8] }).stages).toEqual([{ kind: 'dense', units: 8 }]);
  });

  it('keep the very layers that they are given', () => {
    const [stage, head] = [layers.flatten(), layers.dense({ units: 3 })];
    const made = branch({
      stages: [convolution({ filters: 2 }), stage, dense({ units: 4 })],
      head,
    });
    expect(made.stages[1]).toEqual({ kind: 'layers', layer: stage });
    expect(made.stages[1]).toHaveProperty('layer', stage);
    expect(made.head).toHaveProperty('layer', head);
    expect(convBranch({ filters: [2], head }).head).toHaveProperty('layer', head);
  });

  it.each<[string, () => unknown, string]>([
    ['no filters', () => convBranch({ filters: [] }), 'convBranch.filters'],
    ['a fraction of a filter', () => convBranch({ filters: [2, 2.5] }), 'convBranch.filters[1]'],
    [
      'strides for other stages',
      () => convBranch({ filters: [2], strides: [1, 2] }),
      'convBranch.strides',
    ],
    ['a stride of zero', () => convolution({ filters: 2, stride: 0 }), 'convolution.stride'],
    ['a misspelt option', () => denseBranch({ units: [2], unit: 3 } as never), 'denseBranch.unit'],
    ['no options', () => dense(undefined as never), 'dense'],
    ['a stage that is none', () => branch({ stages: ['conv' as never] }), 'branch.stages[0]'],
    [
      'a head that is no layer',
      () => branch({ stages: [dense({ units: 2 })], head: 5 as never }),
      'branch.head',
    ],
    ['no fusion points', () => mmtm({ after: [] }), 'mmtm.after'],
    ['a fusion point before the first stage', () => mmtm({ after: [1, 0] }), 'mmtm.after[1]'],
    ['a ratio of zero', () => mmtm({ after: [1], ratio: 0 }), 'mmtm.ratio'],
    ['an infinite gate', () => mmtm({ after: [1], gateScale: Infinity }), 'mmtm.gateScale'],
    [
      'an unknown frozen gate',
      () => mmtm({ after: [1], frozenGate: 'mean' as never }),
      'mmtm.frozenGate',
    ],
  ])('reject %s, naming the option', (_, build, entry) => {
    const problem = problemOf(build);
    expect(problem).toMatchObject({ code: 'model-file', entry });
    expect(problem.what).toMatch(/^[A-Z].*\.$/);
  });

  it('answer an option that is not there with the nearest name and with all that are', () => {
    const problem = problemOf(() => convBranch({ filters: [2], stirdes: [1] } as never));
    expect(problem.what).toContain("'stirdes'");
    expect(problem.remedy).toBe("Did you mean 'strides'? The options are filters, strides, head.");
  });

  it('show what an option is, and say what to give in its place', () => {
    expect(problemOf(() => convBranch({ filters: [2, 2.5] }))).toMatchObject({
      what: "The option 'filters[1]' is 2.5.",
      remedy: 'Give one whole number a stage, from 1, as in [16, 32, 64].',
    });
    expect(problemOf(() => branch({ stages: [dense({ units: 2 })], head: 5 as never }))).toEqual(
      expect.objectContaining({ remedy: 'Give a layer or model of tf.layers.' }),
    );
  });
});
