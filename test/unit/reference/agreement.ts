import { expect } from 'vitest';
import type { TensorMap } from '../../../src/record/checkpoint.js';
import type { ReferenceTensor, ReferenceTensors } from './fixtures.js';

/** The bounds of a single step or pass: logits and weights, μ, s_k and d_speed. */
export const bounds = { tensor: 1e-5, mu: 1e-4, speed: 1e-4 };

/** Collects what lies too far from the reference, so that one failure shows all of them. */
export class Agreement {
  readonly #excesses: Record<string, number> = {};
  #compared = 0;

  /** |`actual` − `expected`| must not exceed `bound`. */
  number(name: string, actual: number | null, expected: number | null, bound: number): void {
    this.#compared += 1;
    const distance =
      actual === null || expected === null
        ? Number(actual !== expected)
        : Math.abs(actual - expected);
    if (!(distance <= bound)) {
      this.#excesses[name] = distance;
    }
  }

  /** The distance relative to `expected` must not exceed `bound`. */
  ratio(name: string, actual: number, expected: number, bound: number): void {
    this.number(name, actual / expected, 1, bound);
  }

  /** Every value must be within `bound` of the reference's. */
  values(name: string, actual: ArrayLike<number>, expected: ReferenceTensor, bound: number): void {
    expect(actual.length, name).toBe(expected.data.length);
    this.number(name, distance(actual, expected), 0, bound);
  }

  /** {@link values} for all tensors, which must be the same on both sides; `bound` may depend on the name. */
  tensors(
    name: string,
    actual: TensorMap,
    expected: ReferenceTensors,
    bound: (name: string, expected: ReferenceTensor) => number,
  ): void {
    expect([...actual.keys()].sort(), name).toEqual([...expected.keys()].sort());
    for (const [key, { shape, data }] of actual) {
      const reference = expected.get(key);
      if (reference !== undefined) {
        expect(shape, key).toEqual(reference.shape);
        this.values(`${name}: ${key}`, data, reference, bound(key, reference));
      }
    }
  }

  /** Fails where anything lay too far off, or where nothing was compared. */
  assert(): void {
    expect(this.#excesses).toEqual({});
    expect(this.#compared).toBeGreaterThan(0);
  }
}

/** The largest absolute value. */
export function magnitude({ data }: ReferenceTensor): number {
  return data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

function distance(actual: ArrayLike<number>, { data }: ReferenceTensor): number {
  return data.reduce((largest, value, index) => {
    const gap = Math.abs(actual[index] - value);
    return Math.max(largest, gap);
  }, 0);
}
