import { expect, test } from 'vitest';
import { configurationDifferences, configured } from '../../../src/record/configurations.js';
import type { RunEvent } from '../../../src/record/event.js';
import type { RunDescription } from '../../../src/record/run.js';
import { runDescription } from './run-description.js';

const finished: RunEvent = { type: 'state', time: 0, step: 9, state: 'finished', reason: null };

function run(seed: number, changes: Partial<RunDescription> = {}, events = [finished]) {
  return {
    description: {
      ...runDescription({ ...changes }),
      seed,
      id: `run ${seed} ${changes.name ?? ''}`,
    },
    events,
  };
}

test('runs that differ in the seed alone have one letter, and the same seed twice is told', () => {
  const guided = { strategy: 'guided', alpha: 0.01, window: 5, warmUpEpochs: 1 } as const;
  const runs = [run(1), run(2), run(1, { balancing: guided }), run(2, {}, []), run(1)];
  const found = configured(runs);
  expect(found.map(({ configuration }) => configuration)).toEqual(['A', 'A', 'B', 'C', 'A']);
  expect(found.map(({ alone }) => alone)).toEqual([null, null, null, 'it has not finished', null]);
  expect(found.map(({ twin }) => twin)).toEqual([null, null, null, null, runs[0]]);
});

test('configurations are held against each other by their first runs', () => {
  const runs = [run(1), run(2), run(1, { balancing: { strategy: 'vanilla' } })];
  const named = configured(runs).map((each) => ({
    configuration: each.configuration,
    description: each.run.description,
  }));
  const { configurations, options } = configurationDifferences(named);
  expect(configurations).toEqual([...new Set(named.map((each) => each.configuration))]);
  expect(options.every(({ values }) => values.length === configurations.length)).toBe(true);
});
