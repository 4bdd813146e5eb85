import { z } from 'zod';

/**
 * A measured number that need not be finite: a diverged loss, an accuracy over no samples. JSON has neither NaN nor
 * infinities and writes null for them; null is read as NaN.
 */
export const measured = z.union([
  z.custom<number>((value) => typeof value === 'number'),
  z.null().transform(() => Number.NaN),
]);
