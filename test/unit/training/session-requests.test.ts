import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/record/problem.js';
import { guided, guidedBy, run, session, stateOf, statesOf } from './support.js';

const batchesPerEpoch = 4;

describe('a session that is asked something', () => {
  it('switches the strategy: an event, sums and means kept, the window cleared', async () => {
    const running = session({ balancing: guided, training: { epochs: 4 } });
    const told = await run(running, ({ items, steps }) => {
      if (items.at(-1)?.kind === 'step' && steps.length === 6) {
        running.setBalancing(guidedBy(3));
      }
    });
    const kinds = told.steps.map(({ mode }) => (mode.kind === 'regular' ? '-' : 'B')).join('');
    // The window of two that began with step 6 is cut short.
    expect(kinds).toBe('-----B-BBB-BBB-B');
    const change = told.events.find((event) => event.type === 'strategy');
    expect(change).toMatchObject({ step: 6, balancing: { window: 3 } });
    expect(told.checkpoints.at(-1)?.state.balancing).toMatchObject({ window: 3 });
    expect(told.checkpoints.at(-1)?.state.gateSamples).toBe(16 * 6);
    expect(() => {
      running.setBalancing({ strategy: 'fixed', modality: 'none', share: 1, warmUpEpochs: 0 });
    }).toThrow(Problem);
  });

  it('pauses without another step, and goes on', async () => {
    const running = session();
    let paused = 0;
    const told = await run(running, ({ items, steps }) => {
      const last = items.at(-1);
      if (last?.kind === 'step' && steps.length === 3) {
        running.pause();
      } else if (last && stateOf(last) === 'paused') {
        paused = steps.length;
        running.setBalancing(guided);
        setTimeout(() => {
          running.resume();
        }, 20);
      }
    });
    expect(paused).toBe(3);
    expect(told.steps).toHaveLength(12);
    expect(statesOf(told).slice(0, 3)).toEqual(['training', 'paused', 'training']);
    // Asked for while paused, told while paused.
    const order = told.events.map((event) => (event.type === 'state' ? event.state : event.type));
    expect(order.slice(2, 5)).toEqual(['paused', 'strategy', 'training']);
  });

  it.each(['while it trains', 'while it is paused', 'while it evaluates'])(
    'stops %s',
    async (when) => {
      const running = session();
      const told = await run(running, ({ items, steps }) => {
        const last = items.at(-1);
        const state =
          last?.kind === 'event' && last.event.type === 'state' ? last.event.state : null;
        if (when === 'while it trains' && steps.length === 2) {
          running.stop('Enough.');
        } else if (when === 'while it is paused') {
          if (state === 'paused') {
            setTimeout(() => {
              running.stop('Enough.');
            }, 10);
          } else if (steps.length === 2) {
            running.pause();
          }
        } else if (when === 'while it evaluates' && state === 'evaluating') {
          running.stop('Enough.');
        }
      });
      const steps = when === 'while it evaluates' ? 4 : 2;
      expect(told.steps).toHaveLength(steps);
      expect(told.items.at(-1)).toMatchObject({ event: { state: 'stopped', reason: 'Enough.' } });
      expect(told.checkpoints.at(-1)?.state).toMatchObject({ step: steps, epoch: 1 });
      expect(told.events.some(({ type }) => type === 'epoch')).toBe(false);
    },
  );

  it('is interrupted when its host goes away', async () => {
    const running = session();
    running.stop('The editor closed.', 'interrupted');
    const told = await run(running);
    expect(told.steps).toHaveLength(0);
    expect(statesOf(told).at(-1)).toBe('interrupted');
    expect(told.checkpoints).toHaveLength(1);
  });

  it('lets messages arrive between two steps', async () => {
    const running = session({ training: { epochs: 50 } });
    setImmediate(() => {
      running.stop();
    });
    expect((await run(running)).steps.length).toBeLessThan(50 * batchesPerEpoch);
  });
});
