import { describe, expect, it } from 'vitest';
import { branch } from '../../../src/network/builders/branch.js';
import { convBranch } from '../../../src/network/builders/conv-branch.js';
import { denseBranch } from '../../../src/network/builders/dense-branch.js';
import { mmtm } from '../../../src/network/builders/mmtm.js';
import type { FusionPoint, NetworkSpecification } from '../../../src/network/specification.js';
import { problemOf } from '../../support/problem-of.js';
import { makeNetwork } from './support.js';

const gray = { name: 'gray', shape: [6, 6, 1], branch: convBranch({ filters: [2, 2] }) };
const color = { name: 'color', shape: [6, 6, 3], branch: convBranch({ filters: [2, 2, 2] }) };

function mistake(modalities: NetworkSpecification['modalities'], ...after: FusionPoint[]) {
  const fusion = after.length === 0 ? null : mmtm({ after });
  return problemOf(() => makeNetwork({ modalities, fusion, classCount: 3 }));
}

describe('a network whose parts do not fit', () => {
  it.each<[string, FusionPoint[], string, string]>([
    ['a stage that is not there', [1, 4], 'fusion.after[1]', 'stage 4'],
    ['a stage that only one branch has', [1, 2, 3], 'fusion.after[2]', 'branch gray'],
    ['a point with too few modalities', [{ gray: 1 }], 'fusion.after[0]', 'branch color'],
    [
      'a point with an unknown modality',
      [{ gray: 1, color: 1, sound: 1 }],
      'fusion.after[0]',
      'sound',
    ],
    ['the same stage twice', [1, 1], 'fusion.after[1]', 'already fused'],
    [
      'crossing points',
      [
        { gray: 1, color: 3 },
        { gray: 2, color: 2 },
      ],
      'fusion.after[1]',
      'Branch color',
    ],
  ])('%s', (_, after, entry, words) => {
    const problem = mistake([gray, color], ...after);
    expect(problem).toMatchObject({ code: 'model-file', entry });
    expect(problem.what).toContain(words);
    expect(problem.remedy).not.toBe('');
  });

  it('fusion of a single branch', () => {
    expect(mistake([gray], 1).entry).toBe('fusion');
  });

  it('convolutions on vectors and dense stages on images', () => {
    const vector = { ...gray, shape: [6] };
    expect(mistake([vector]).entry).toBe('modalities.gray.stages[0]');
    const image = { ...gray, branch: denseBranch({ units: [4] }) };
    expect(mistake([color, image]).what).toContain('[6, 6, 1]');
  });

  it('feature maps of unequal size are no mistake', () => {
    const large = { ...color, shape: [30, 17, 3] };
    expect(() =>
      makeNetwork({ modalities: [gray, large], fusion: mmtm({ after: [1, 2] }), classCount: 3 }),
    ).not.toThrow();
  });

  it('a branch without stages', () => {
    const empty = { ...gray, branch: { ...gray.branch, stages: [] } };
    expect(mistake([empty]).entry).toBe('modalities.gray');
    expect(problemOf(() => branch({ stages: [] })).entry).toBe('branch.stages');
  });
});
