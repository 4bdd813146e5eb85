import { z } from 'zod';

/**
 * Long lists of numbers, looked through in one go: a page is shown a run's curves a hundred thousand values at a time, and
 * a schema for each of them takes longer than drawing them.
 */
function listOf<Value>(isValue: (value: unknown) => value is Value, wanted: string) {
  return z.custom<Value[]>((list) => {
    if (!Array.isArray(list)) {
      return false;
    }
    // Not `every`, which passes over holes.
    for (const value of list as readonly unknown[]) {
      if (!isValue(value)) {
        return false;
      }
    }
    return true;
  }, wanted);
}

const isNumber = (value: unknown): value is number => Number.isFinite(value);

const isNumberOrNull = (value: unknown): value is number | null =>
  value === null || Number.isFinite(value);

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;

/** A list of finite numbers. */
export const numbers = listOf(isNumber, 'not a list of numbers');

/** A list of finite numbers, null where one is undefined. */
export const numbersOrNull = listOf(isNumberOrNull, 'not a list of numbers and gaps');

/** A list of whole numbers from 0 on. */
export const counts = listOf(isCount, 'not a list of whole numbers');
