import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/record/event.js';
import { poolingKey, standsAlone } from '../../../src/record/pooling-key.js';
import type { RunDescription } from '../../../src/record/run.js';
import { runDescription } from './run-description.js';

const at = { time: 0, step: 10 };
const finished: RunEvent = { type: 'state', ...at, state: 'finished', reason: null };
const switched: RunEvent = { type: 'strategy', ...at, balancing: { strategy: 'vanilla' } };

function key(changes: Partial<RunDescription> = {}, events: readonly RunEvent[] = [finished]) {
  return poolingKey({ description: runDescription(changes), events });
}

/** The configuration with `training` changed. */
function training(changes: Record<string, unknown>): Partial<RunDescription> {
  const { configuration } = runDescription();
  return { configuration: { ...configuration, training: { epochs: 2, seed: 1, ...changes } } };
}

describe('runs are seeds of one configuration', () => {
  it('where only the seed, the name of the run, its time and its device differ', () => {
    const device = { backend: 'cpu', description: 'another' } as const;
    const other = {
      ...training({ seed: 9 }),
      seed: 9,
      id: 'other',
      name: 'renamed',
      created: 5,
      device,
    };
    expect(key(other)).toBe(key());
  });

  it('whatever the order in which options were written', () => {
    const { configuration } = runDescription();
    const turned = Object.fromEntries(Object.entries(configuration).reverse());
    expect(key({ configuration: turned })).toBe(key());
  });

  it.each<[string, Partial<RunDescription>]>([
    ['model file', { model: { ...runDescription().model, hash: 'def' } }],
    ['training', training({ epochs: 3 })],
    ['balancing', { balancing: { strategy: 'guided', alpha: 0.01, window: 5, warmUpEpochs: 1 } }],
    ['modality alone', { only: 'gray' }],
  ])('but not with another %s', (_, changes) => {
    expect(key(changes)).not.toBe(key());
  });

  it.each<[string, Partial<RunDescription>, RunEvent[]]>([
    ['switched', {}, [switched, finished]],
    ['has not finished', {}, [{ ...finished, state: 'interrupted' }]],
    [
      'does not say what was trained',
      { model: { ...runDescription().model, hash: '' } },
      [finished],
    ],
  ])('but not where one is %s: it stands alone, and says why', (reason, changes, events) => {
    const one = key({ ...changes, id: 'one' }, events);
    expect(one).not.toBe(key({ ...changes, id: 'other' }, events));
    expect(one).not.toBe(key());
    const facts = { description: runDescription(changes), events };
    expect(standsAlone(facts)).toContain(reason);
  });
});
