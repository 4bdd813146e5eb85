import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../../src/record/event.js';
import { constant } from '../../../src/training/schedules/constant.js';
import { cosine } from '../../../src/training/schedules/cosine.js';
import { plateau } from '../../../src/training/schedules/plateau.js';
import { createSchedule } from '../../../src/training/schedules/schedule.js';

function validation(values: Partial<Evaluation>): Evaluation {
  const other = { samples: 10, accuracy: 0.5, loss: 1, branchAccuracies: [0.5] };
  return { split: 'validation', ...other, ...values };
}

describe('constant', () => {
  it('stays', () => {
    const schedule = createSchedule(constant(), 0.3, 100);
    schedule.observe(validation({ loss: 5 }));
    expect([schedule.rate(0), schedule.rate(99)]).toEqual([0.3, 0.3]);
  });
});

describe('cosine', () => {
  it('falls from the rate to the minimum over the planned steps, half way at half time', () => {
    const schedule = createSchedule(cosine({ minimum: 0.02 }), 0.1, 200);
    expect(schedule.rate(0)).toBeCloseTo(0.1, 12);
    expect(schedule.rate(50)).toBeCloseTo(0.02 + (0.08 * (1 + Math.SQRT1_2)) / 2, 12);
    expect(schedule.rate(100)).toBeCloseTo(0.06, 12);
    expect(schedule.rate(200)).toBeCloseTo(0.02, 12);
  });
});

describe('plateau', () => {
  // The expected rates are those of torch.optim.lr_scheduler.ReduceLROnPlateau 1.13.
  const losses = [1, 0.9, 0.95, 0.9, 0.91, 0.5, 0.5, 0.6, 0.7, 0.49999];

  function rates(options: Parameters<typeof plateau>[0], series: readonly Partial<Evaluation>[]) {
    const schedule = createSchedule(plateau(options), 1, 1000);
    return series.map((values) => {
      schedule.observe(validation(values));
      return schedule.rate(0);
    });
  }

  it('multiplies the rate after more than `patience` epochs without improvement', () => {
    const options = { factor: 0.5, patience: 1 };
    expect(
      rates(
        options,
        losses.map((loss) => ({ loss })),
      ),
    ).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125]);
  });

  it('watches the accuracy upwards, and stops at the minimum', () => {
    const options = { metric: 'accuracy', factor: 0.1, patience: 0, minimum: 0.05 } as const;
    const series = [0.5, 0.5, 0.6, 0.6, 0.6].map((accuracy) => ({ accuracy }));
    expect(rates(options, series)).toEqual([1, 0.1, 0.1, 0.05, 0.05]);
  });

  it('takes a loss that is not a number for no improvement', () => {
    const series = [{ loss: Number.NaN }, { loss: 2 }, { loss: Number.NaN }];
    expect(rates({ factor: 0.5, patience: 0 }, series)).toEqual([0.5, 0.5, 0.25]);
  });

  it('goes on from its state as if it had never stopped', () => {
    const options = { factor: 0.5, patience: 1 };
    const [whole, first, second] = [1, 2, 3].map(() => createSchedule(plateau(options), 1, 1000));
    losses.forEach((loss, index) => {
      whole.observe(validation({ loss }));
      if (index === 2) {
        second.restore(JSON.parse(JSON.stringify(first.state)));
      }
      (index < 2 ? first : second).observe(validation({ loss }));
      expect((index < 2 ? first : second).rate(0)).toBe(whole.rate(0));
    });
  });

  it('refuses a state that is not its own', () => {
    const schedule = createSchedule(plateau(), 1, 1000);
    expect(() => {
      schedule.restore({ rate: 'fast' });
    }).toThrow();
  });
});
