import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { wanted } from '../../../src/record/described-option.js';
import { resolveOptions } from '../../../src/record/resolve-options.js';
import { problemOf } from '../../support/problem-of.js';

const schedule = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant') }),
  z.strictObject({
    kind: z.literal('cosine'),
    minimum: z
      .number()
      .nonnegative()
      .meta(wanted(() => 'Give a rate from 0.')),
  }),
]);

const schema = z
  .strictObject({
    filters: z
      .array(z.int().positive())
      .min(1)
      .meta(wanted(() => 'Give one whole number a stage.')),
    strides: z
      .array(z.int().positive())
      .optional()
      .meta(wanted(() => 'Give as many as filters.')),
    ratio: z
      .number()
      .positive()
      .meta(wanted(() => 'Give a number above 0.'))
      .default(4),
    weights: z
      .record(z.string(), z.number())
      .nullable()
      .default(null)
      .meta(wanted(() => 'Give numbers by name.')),
    schedule: z
      .preprocess((value) => value ?? { kind: 'constant' }, schedule)
      .meta(wanted(() => 'Give constant() or cosine().')),
    stop: z.strictObject({ accuracy: z.number().optional() }).prefault({}),
  })
  .refine(({ filters, strides }) => strides === undefined || strides.length === filters.length, {
    path: ['strides'],
    error: () => 'There are not as many strides as filters.',
  });

const all = 'filters, strides, ratio, weights, schedule, stop';

function mistake(given: unknown) {
  return problemOf(() => resolveOptions(schema, given, 'convBranch'));
}

describe('the options of a model file', () => {
  it('have their defaults filled in', () => {
    expect(resolveOptions(schema, { filters: [2], ratio: undefined }, 'convBranch')).toEqual({
      filters: [2],
      ratio: 4,
      weights: null,
      schedule: { kind: 'constant' },
      stop: {},
    });
  });

  it.each<[object, string, string, string]>([
    [{ filters: [2, 2.5] }, '.filters[1]', "'filters[1]' is 2.5", 'one whole number a stage'],
    [{ filters: [] }, '.filters', "'filters' is []", 'one whole number a stage'],
    [{}, '.filters', "'filters' is undefined", 'one whole number a stage'],
    [{ filters: [2], ratio: '4' }, '.ratio', '\'ratio\' is "4"', 'a number above 0'],
    [{ filters: [2], weights: { a: null } }, '.weights.a', 'is null', 'numbers by name'],
    [{ filters: [2], weights: { 'a.b': null } }, '.weights["a.b"]', 'is null', 'numbers by name'],
    [
      { filters: [2], schedule: { kind: 'cosine', minimum: -1 } },
      '.schedule.minimum',
      "'schedule.minimum' is -1",
      'a rate from 0',
    ],
    [{ filters: [2], schedule: 3 }, '.schedule', 'is 3', 'constant() or cosine()'],
    [{ filters: [2], stop: 3 }, '.stop', 'is 3', 'an object: { accuracy }'],
  ])('where %j is wrong', (given, entry, what, remedy) => {
    const problem = mistake(given);
    expect(problem).toMatchObject({
      code: 'model-file',
      entry: `convBranch${entry}`,
      remedy: `Give ${remedy}.`,
    });
    expect(problem.what).toMatch(/^The option .*[^.]\.$/);
    expect(problem.what).toContain(what);
  });

  it('where a schema has words of its own for what is wrong', () => {
    expect(mistake({ filters: [2], strides: [1, 2] })).toEqual({
      code: 'model-file',
      entry: 'convBranch.strides',
      what: 'There are not as many strides as filters.',
      remedy: 'Give as many as filters.',
    });
  });

  it.each([undefined, null, 3])('where they are %s', (given) => {
    expect(mistake(given)).toEqual({
      code: 'model-file',
      entry: 'convBranch',
      what: `The options are ${String(given)}.`,
      remedy: `Give an object: { ${all} }.`,
    });
  });

  it.each<[object, string, string]>([
    [{ filter: [2] }, '.filter', `Did you mean 'filters'? The options are ${all}.`],
    [{ filters: [2], 'a[0]': 1 }, '["a[0]"]', `The options are ${all}.`],
    [
      { filters: [2], stop: { acuracy: 1 } },
      '.stop.acuracy',
      "Did you mean 'accuracy'? The options are accuracy.",
    ],
    [
      { filters: [2], schedule: { kind: 'cosine', minimum: -1, minimun: 0 } },
      '.schedule.minimun',
      "Did you mean 'minimum'? The options are minimum.",
    ],
    [
      { filters: [2], schedule: { kind: 'constant', minimum: 0 } },
      '.schedule.minimum',
      'There are no options: leave this one out.',
    ],
  ])('where there is no such option in %j', (given, entry, remedy) => {
    const problem = mistake(given);
    expect(problem).toMatchObject({ code: 'model-file', entry: `convBranch${entry}`, remedy });
    expect(problem.what).toMatch(/^There is no option '.*' here\.$/);
  });
});
