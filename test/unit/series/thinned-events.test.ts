import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/record/event.js';
import { ThinnedEvents } from '../../../src/series/thinned-events.js';

const warning = (step: number): RunEvent => ({ type: 'warning', time: step, step, message: '' });
const strategy = (step: number): RunEvent => ({
  type: 'strategy',
  time: step,
  step,
  balancing: { strategy: 'vanilla' },
});

describe('thinned events', () => {
  it('keep every event of a rare kind, and of a frequent one an even choice with the first and the last', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (count) => {
        const events = Array.from({ length: count }, (_, step) => warning(step));
        const thinned = new ThinnedEvents();
        thinned.append([strategy(0), ...events, strategy(count)]);
        const kept = thinned.events;
        const steps = kept.filter(({ type }) => type === 'warning').map(({ step }) => step);
        expect(kept[0]).toEqual(strategy(0));
        expect(kept.at(-1)).toEqual(strategy(count));
        expect([steps[0], steps.at(-1)]).toEqual([0, count - 1]);
        expect(steps.length).toBeLessThanOrEqual(500);
        expect(steps.length).toBeGreaterThanOrEqual(Math.min(count, 250));
        const gaps = new Set(steps.slice(1, -1).map((step, index) => step - steps[index]));
        expect(gaps.size).toBeLessThanOrEqual(1);
        expect(thinned.leftOut + kept.length).toBe(count + 2);
      }),
    );
  });

  it('go on from what was kept as if they had been there from the first', () => {
    fc.assert(
      fc.property(fc.nat(4000), fc.array(fc.nat(700), { maxLength: 4 }), (before, pieces) => {
        const count = pieces.reduce((sum, piece) => sum + piece, before);
        const events = Array.from({ length: count }, (_, step) => warning(step));
        const whole = new ThinnedEvents();
        whole.append(events);
        let grown = new ThinnedEvents();
        grown.append(events.slice(0, before));
        let place = before;
        for (const piece of pieces) {
          grown = ThinnedEvents.from(grown.events, grown.counts);
          grown.append(events.slice(place, place + piece));
          place += piece;
        }
        expect(grown.events).toEqual(whole.events);
        expect(grown.counts).toEqual(whole.counts);
      }),
    );
  });
});
