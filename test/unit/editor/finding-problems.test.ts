import { describe, expect, it } from 'vitest';
import { fixesOf } from '../../../src/editor/problems/finding-fixes.js';
import { judgedRun } from '../../../src/editor/problems/judged-run.js';
import { shownFinding } from '../../../src/editor/problems/shown-finding.js';
import type { Finding } from '../../../src/record/finding.js';
import { aloneDescription, runDescription } from '../record/run-description.js';
import { knownRun } from './known-run.js';

/** A finding about no modality, which no change of the model file would mend. */
const general: Finding = {
  id: 'leans-on-one-modality',
  severity: 'warning',
  sentences: ['The color branch leans on gray.', 'It does.'],
  numbers: [],
  next: 'Train with --balancing guided.',
};
const leaning: Finding = { ...general, modality: 1, edit: 'guided' };
const names = ['gray', 'color'];

describe('a finding in the Problems view', () => {
  it('stands at its modality, in its words, with what to do next', () => {
    expect(shownFinding(leaning, names, false)).toEqual({
      entry: 'modalities["color"]',
      severity: 'warning',
      message: 'The color branch leans on gray. It does.\nTrain with --balancing guided.',
    });
  });

  it('is marked, and no warning, where the file has changed since', () => {
    const shown = shownFinding(leaning, names, true);
    expect(shown?.severity).toBe('information');
    expect(shown?.message).toMatch(/\nThe file has changed since the run/);
  });

  it('stands at what it is about, else at the definition', () => {
    const at = (id: Finding['id']) => shownFinding({ ...general, id }, names, false)?.entry;
    expect(at('diverged')).toBe('training.optimizer.learningRate');
    expect(at('speeds-apart')).toBe('balancing');
    expect(at('few-samples')).toBe('');
  });

  it('is not shown where it calls for nothing', () => {
    const note: Finding = { ...leaning, severity: 'note' };
    expect(shownFinding(note, names, false)?.severity).toBe('information');
    expect(shownFinding({ ...note, next: null }, names, false)).toBeNull();
  });
});

describe('the run that a model file is judged by', () => {
  const file = '/models/a.multimodal.ts';
  const run = (directory: string, changes = {}) => knownRun({ directory, ...changes });
  const written = {
    status: {
      ...knownRun().status,
      writer: { pid: 1, hostname: 'here', heartbeat: 0, id: 'x', since: 0 } as never,
    },
  };

  it('is its newest that trained every modality to an end', () => {
    const runs = [
      { kind: 'damaged', directory: '/e', problem: { code: 'run', what: '', remedy: '' } } as const,
      run('/d', { description: runDescription({ model: { file: '/b', copies: [], hash: '' } }) }),
      run('/c', written),
      run('/b', { description: aloneDescription('gray') }),
      run('/a'),
      run('/older'),
    ];
    expect(judgedRun(runs, file)?.directory).toBe('/a');
  });

  it('is none where there is none', () => {
    expect(judgedRun([run('/c', written)], file)).toBeNull();
  });
});

describe('what can be done about a finding', () => {
  const unset = { alpha: null, window: null };

  it('is to switch to guided, with the options of the settings', () => {
    const vanilla = { strategy: 'vanilla', alpha: null };
    expect(fixesOf(leaning, vanilla, unset)).toEqual([{ kind: 'guided', alpha: 0.01, window: 5 }]);
    expect(fixesOf(leaning, vanilla, { alpha: 0.2, window: 9 })).toEqual([
      { kind: 'guided', alpha: 0.2, window: 9 },
    ]);
    expect(fixesOf(leaning, { strategy: 'guided', alpha: 0.01 }, unset)).toEqual([]);
  });

  it('is a smaller α where the run was guided', () => {
    const guided = (alpha: number | null) =>
      fixesOf({ ...leaning, edit: 'alpha' }, { strategy: 'guided', alpha }, unset);
    expect(guided(0.01)).toEqual([{ kind: 'alpha', alpha: 0.005 }, { kind: 'ask-alpha' }]);
    expect(guided(0.3)).toEqual([{ kind: 'alpha', alpha: 0.15 }, { kind: 'ask-alpha' }]);
    expect(guided(0)).toEqual([{ kind: 'ask-alpha' }]);
    expect(guided(null)).toEqual([]);
  });

  it('is to continue a run that was interrupted', () => {
    expect(fixesOf({ id: 'interrupted' }, null, unset)).toEqual([{ kind: 'continue' }]);
  });

  it('is nothing where the finding or the file does not say', () => {
    expect(fixesOf(general, { strategy: 'vanilla', alpha: null }, unset)).toEqual([]);
    expect(fixesOf(leaning, null, unset)).toEqual([]);
  });
});
