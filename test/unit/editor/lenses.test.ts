import { describe, expect, test } from 'vitest';
import { lensesOf, type LensFacts } from '../../../src/editor/lenses/lenses-of.js';
import type { TrainingSession } from '../../../src/editor/sessions/training-session.js';
import { runDescription } from '../record/run-description.js';
import { knownRun } from './known-run.js';
import { sampleSession } from './sample-session.js';

const definition: LensFacts['definition'] = {
  call: { start: 100, end: 300 },
  modalities: [
    { name: 'gray', property: { start: 150, end: 160 } },
    { name: 'color', property: { start: 170, end: 180 } },
  ],
};

const target = { file: 'the document' };

function facts(changes: Partial<LensFacts> = {}): LensFacts {
  return {
    definition,
    isTrusted: true,
    sessions: [],
    newest: null,
    results: null,
    target,
    ...changes,
  };
}

function titles(changes: Partial<LensFacts> = {}): string[] {
  return lensesOf(facts(changes)).map(({ title }) => title);
}

const run = knownRun();
const shown = { newest: run, results: { run, isOlder: false, isOurs: false } };

const session = sampleSession('two');

describe('above the call', () => {
  test('stands what can be done', () => {
    expect(titles()).toEqual(['$(play) Train', 'Train with rebalancing']);
    expect(lensesOf(facts()).map(({ command, arguments: given }) => [command, ...given])).toEqual([
      ['modalityLens.train', target],
      ['modalityLens.trainWithRebalancing', target],
    ]);
  });

  test('stands what the last run found, and that it can be inspected', () => {
    expect(titles(shown).slice(0, 4)).toEqual([
      '$(play) Train',
      'Train with rebalancing',
      'Inspect utilization',
      'u(color | gray) 0.13 ± 0.02 · u(gray | color) 0.00 ± 0.01 · the gray branch loses 13 points without color',
    ]);
    const [, , inspect, result] = lensesOf(facts(shown));
    expect([inspect.arguments, result.command, result.arguments]).toEqual([
      [run],
      'modalityLens.openRun',
      [run],
    ]);
    expect(result.tooltip).toContain('on all 1,000 validation samples');
  });

  test('a run can be inspected whose results were cleared', () => {
    expect(titles({ newest: run })).toEqual([
      '$(play) Train',
      'Train with rebalancing',
      'Inspect utilization',
    ]);
  });

  test('stands how a run ended that measured nothing', () => {
    const failed = knownRun({
      status: {
        state: 'failed',
        since: 0,
        reason: 'The loss is not finite.',
        crashed: false,
        writer: null,
      },
      summary: { accuracy: null, lastUtilization: null },
    });
    expect(
      titles({ newest: failed, results: { run: failed, isOlder: false, isOurs: false } }).at(-1),
    ).toBe('last run: failed');
  });

  test('stands that somebody else trains', () => {
    const elsewhere = knownRun({
      status: {
        ...{ state: 'training', since: 0, reason: null, crashed: false },
        writer: { pid: 1, hostname: 'elsewhere', started: 0, token: 'a' },
      },
      summary: { accuracy: null, lastUtilization: null },
    });
    const results = { run: elsewhere, isOlder: false, isOurs: false };
    expect(titles({ newest: elsewhere, results }).at(-1)).toBe('last run: training elsewhere');
    expect(titles({ sessions: [session], results: { ...results, isOurs: true } })).toHaveLength(3);
  });

  test('nothing is inspected of a modality that was trained alone', () => {
    const alone = knownRun({
      description: runDescription({ only: 'gray' }),
      summary: { accuracy: 0.7, lastUtilization: null },
    });
    expect(
      titles({ newest: alone, results: { run: alone, isOlder: false, isOurs: false } }),
    ).toEqual([
      '$(play) Train',
      'Train with rebalancing',
      'last run, gray alone: finished · accuracy 70.0 %',
    ]);
  });

  test('nothing can be run in a folder that is not trusted, results can be read', () => {
    const lenses = lensesOf(facts({ ...shown, isTrusted: false }));
    expect(new Set(lenses.map(({ command }) => command))).toEqual(
      new Set(['modalityLens.openRun']),
    );
  });

  test('stands the training that is on in place of the actions', () => {
    expect(titles({ ...shown, sessions: [session] }).slice(0, 4)).toEqual([
      '$(pulse) step 120 of 992 · epoch 2 · about 3 min left',
      '$(debug-pause) Pause',
      '$(debug-stop) Stop',
      expect.stringContaining('u(color | gray)'),
    ]);
  });

  test('a paused training can go on, one that stops can only be looked at', () => {
    expect(titles({ sessions: [{ ...session, state: 'paused' }] })).toEqual([
      '$(pulse) paused · step 120 of 992 · epoch 2 · about 3 min left',
      '$(debug-continue) Resume',
      '$(debug-stop) Stop',
    ]);
    expect(
      titles({ sessions: [{ ...session, state: 'stopping', pending: 'stopping' }] }),
    ).toHaveLength(1);
  });

  test('a model file that loads can be given up', () => {
    const loading: TrainingSession = {
      ...session,
      state: 'loading',
      directory: null,
      progress: null,
    };
    expect(titles({ sessions: [loading] })).toEqual([
      '$(loading~spin) loading the model file',
      '$(close) Stop',
    ]);
  });
});

describe('above each modality', () => {
  const onModalities = (changes: Partial<LensFacts>) =>
    lensesOf(facts({ ...shown, ...changes })).filter(({ stretch }) => stretch !== definition.call);

  test('stands what its branch is worth and loses', () => {
    expect(onModalities({}).map(({ stretch, title }) => [stretch.start, title])).toEqual([
      [150, 'accuracy 80.0 % · loses 13 points without color'],
      [170, 'accuracy 80.0 % · no clear change without gray'],
    ]);
  });

  test('stands nothing where the run does not know it', () => {
    const renamed = { ...definition, modalities: [{ ...definition.modalities[0], name: 'grey' }] };
    expect(onModalities({ definition: renamed })).toEqual([]);
  });
});

test('results of an older version say so, each of them', () => {
  const lenses = lensesOf(facts({ newest: run, results: { run, isOlder: true, isOurs: false } }));
  const results = lenses.filter(({ command }) => command === 'modalityLens.openRun');
  expect(results).toHaveLength(3);
  for (const { title } of results) {
    expect(title).toMatch(/ · older version of this file$/);
  }
});
