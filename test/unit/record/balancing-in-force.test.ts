import { expect, it } from 'vitest';
import { balancingInForce, balancingStretches } from '../../../src/record/balancing-in-force.js';
import type { RunEvent } from '../../../src/record/event.js';

const begun = { strategy: 'guided', alpha: 0.01, window: 5, warmUpEpochs: 1 } as const;
const switched = { ...begun, alpha: 0.2 };
const events: RunEvent[] = [
  { type: 'state', time: 1, step: 0, state: 'training', reason: null },
  { type: 'strategy', time: 2, step: 40, balancing: { strategy: 'vanilla' } },
  { type: 'strategy', time: 3, step: 70, balancing: switched },
];

it('a run that was never switched has the strategy that it began with', () => {
  const run = { description: { balancing: begun }, events: events.slice(0, 1) };
  expect(balancingInForce(run)).toBe(begun);
  expect(balancingStretches(run)).toEqual([{ from: 0, balancing: begun }]);
});

it('the last switch is in force, and each strategy holds from its switch on', () => {
  const run = { description: { balancing: begun }, events };
  expect(balancingInForce(run)).toBe(switched);
  expect(balancingStretches(run)).toEqual([
    { from: 0, balancing: begun },
    { from: 40, balancing: { strategy: 'vanilla' } },
    { from: 70, balancing: switched },
  ]);
});
