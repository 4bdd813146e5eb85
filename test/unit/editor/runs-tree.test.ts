import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DamagedRun, KnownRun } from '../../../src/editor/runs/known-run.js';
import { escapedMarkdown } from '../../../src/editor/runs-tree/escaped-markdown.js';
import { groupRuns } from '../../../src/editor/runs-tree/run-groups.js';
import { damagedItem, runItem } from '../../../src/editor/runs-tree/run-item.js';
import { damagedTooltip, runTooltip } from '../../../src/editor/runs-tree/run-tooltip.js';
import type { RunState } from '../../../src/record/event.js';
import { runDescription } from '../record/run-description.js';
import { knownRun } from './known-run.js';
import { sampleSession } from './sample-session.js';

const damaged: DamagedRun = {
  kind: 'damaged',
  directory: '/models/.modality-lens/runs/broken',
  problem: {
    code: 'run',
    file: '/models/run.json',
    line: 3,
    what: 'It is no JSON.',
    remedy: 'Delete it.',
  },
};

function runOf(file: string, directory: string): KnownRun {
  const { model } = runDescription();
  return knownRun({ directory, description: runDescription({ model: { ...model, file } }) });
}

function withStatus(state: RunState, changes: Partial<KnownRun['status']> = {}): KnownRun {
  return knownRun({
    status: { state, since: 0, reason: null, crashed: false, writer: null, ...changes },
  });
}

const writer = { pid: 4711, hostname: 'elsewhere', started: 0, token: 'a' };

const session = sampleSession('one');

test('runs stand under their model file, that of the newest first, and what cannot be read last', () => {
  const [one, two, three] = [runOf('/b.ts', '/3'), runOf('/a.ts', '/2'), runOf('/b.ts', '/1')];
  expect(groupRuns([damaged, one, two, three])).toEqual([
    { kind: 'model-file', file: '/b.ts', runs: [one, three], areAll: true },
    { kind: 'model-file', file: '/a.ts', runs: [two], areAll: true },
    { kind: 'unreadable', runs: [damaged] },
  ]);
  expect(groupRuns([])).toEqual([]);
});

describe('a run', () => {
  test('says accuracy and gap, and to those who hear it that it has finished', () => {
    const item = runItem(knownRun(), null);
    expect(item.label).toMatch(/^vanilla, /);
    expect(item.description).toBe('81.0 % · d_util 0.01 ± 0.03');
    expect(item.spoken).toMatch(/^Run vanilla, .* of digits: finished, 81.0 %, d_util/);
  });

  test('of one modality alone says which', () => {
    const alone = knownRun({
      description: runDescription({ only: 'gray' }),
      summary: { accuracy: null, lastUtilization: null },
    });
    expect(runItem(alone, null)).toMatchObject({
      label: expect.stringMatching(/^gray alone, /) as string,
      description: 'finished',
    });
  });

  test('that this window trains says how far it is', () => {
    const item = runItem(withStatus('training', { writer }), session);
    expect(item.description).toMatch(
      /^training · step 120 of 992 · epoch 2 · about 3 min left · 81.0 %/,
    );
    expect(item.contextValue).toBe('run ours');
  });

  test('that somebody else writes says so, and can be neither continued nor deleted', () => {
    const run = withStatus('training', { writer });
    expect(runItem(run, null)).toMatchObject({
      description: expect.stringMatching(/^training elsewhere/) as string,
      contextValue: 'run',
    });
    expect(runTooltip(run).lines).toContain('Written by process 4711 on elsewhere');
  });

  test.each<[RunState, string]>([
    ['finished', 'run deletable'],
    ['stopped', 'run deletable continuable'],
    ['interrupted', 'run deletable continuable'],
    ['failed', 'run deletable continuable'],
  ])('that has %s is "%s"', (state, words) => {
    expect(runItem(withStatus(state), null).contextValue).toBe(words);
  });

  test('whose process was killed has crashed', () => {
    expect(runItem(withStatus('interrupted', { crashed: true }), null).description).toMatch(
      /^crashed/,
    );
  });

  test('has its numbers with intervals, and why it ended, in its tooltip', () => {
    const { lines } = runTooltip(withStatus('failed', { reason: 'The disk is gone.' }));
    expect(lines).toEqual(
      expect.arrayContaining([
        'failed: The disk is gone.',
        'u(color | gray) 0.132 [0.112, 0.152] · The gray branch loses 13.2 points [11.2, 15.2] without color.',
        'd_util 0.010 [−0.020, 0.040]',
      ]),
    );
  });
});

test('text in a tooltip is no Markdown', () => {
  expect(escapedMarkdown('u(color | gray) 0.1\n*a* [b](command:c) <d> `e`')).toBe(
    'u\\(color \\| gray\\) 0\\.1 \\*a\\* \\[b\\]\\(command\\:c\\) \\<d\\> \\`e\\`',
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      const escaped = escapedMarkdown(text);
      expect(escaped.replace(/\\([!-/:-@[-`{-~])/g, '$1')).toBe(text.replace(/\s+/g, ' '));
      expect(escaped.replace(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(/[!-/:-@[-`{-~]/);
    }),
  );
});

describe('what cannot be read', () => {
  test('says why, and can be deleted', () => {
    expect(damagedItem(damaged, true)).toMatchObject({
      label: 'broken',
      description: 'It is no JSON.',
      icon: { name: 'warning' },
      contextValue: 'damaged deletable',
    });
    expect(damagedTooltip(damaged.problem, damaged.directory).lines).toEqual([
      'It is no JSON.',
      'Delete it.',
      '/models/run.json:3',
    ]);
  });

  test('because a newer version wrote it is not shown as damaged', () => {
    const problem = {
      ...damaged.problem,
      entry: 'schemaVersion',
      what: 'A newer Modality Lens wrote this run.',
    };
    expect(damagedItem({ ...damaged, problem }, true).icon.name).toBe('versions');
  });

  test('is never the folder of all runs that can be deleted', () => {
    expect(damagedItem(damaged, false).contextValue).toBe('damaged');
  });
});
