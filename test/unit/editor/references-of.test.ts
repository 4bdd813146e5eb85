import { expect, test } from 'vitest';
import { referencesOf } from '../../../src/editor/runs/references-of.js';
import { aloneDescription, runDescription } from '../record/run-description.js';
import { knownRun } from './known-run.js';

const alone = (directory: string, ...given: Parameters<typeof aloneDescription>) =>
  knownRun({ directory, description: aloneDescription(...given) });

test('the newest run that trained a modality alone to its end is its reference', () => {
  const own = knownRun();
  const { status } = own;
  const stopped = {
    ...alone('/stopped', 'gray'),
    status: { ...status, state: 'stopped' as const },
  };
  const runs = [
    own,
    stopped,
    alone('/gray', 'gray'),
    alone('/color', 'color'),
    alone('/older', 'gray'),
    {
      kind: 'damaged' as const,
      directory: '/x',
      problem: { code: 'run' as const, what: '', remedy: '' },
    },
  ];
  expect(referencesOf(own, runs)).toEqual(['/gray', '/color']);
});

test('one of another seed, of other data, or of a run that itself is of one modality is none', () => {
  const own = knownRun();
  const { seed, samples } = runDescription();
  const runs = [
    alone('/seed', 'gray', { seed: seed + 1 }),
    alone('/data', 'gray', { samples: { ...samples, train: samples.train + 1 } }),
  ];
  expect(referencesOf(own, runs)).toEqual([]);
  expect(referencesOf(alone('/own', 'gray'), [alone('/gray', 'gray')])).toEqual([]);
});
