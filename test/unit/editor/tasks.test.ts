import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { argumentsOf, taskDefinition } from '../../../src/editor/tasks/task-definition.js';
import { formatProblem } from '../../../src/record/problem.js';

const place = { modelFile: '/w/a.multimodal.ts', runs: '/w/runs', backend: null };
const type = 'modality-lens';

const manifest = z
  .object({
    contributes: z.object({
      problemMatchers: z.array(
        z.object({
          name: z.string(),
          pattern: z.object({
            regexp: z.string(),
            file: z.int(),
            line: z.int().optional(),
            message: z.int(),
          }),
        }),
      ),
      taskDefinitions: z.tuple([z.object({ properties: z.record(z.string(), z.unknown()) })]),
    }),
  })
  .parse(
    JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../../../package.json'), 'utf8')),
  ).contributes;

describe('a task', () => {
  it('is what the command line is given, each option by its name', () => {
    const train = taskDefinition.parse({
      ...{ type, task: 'train', modelFile: 'a.multimodal.ts' },
      ...{ balancing: 'guided', only: '--json', epochs: 2, seed: -1 },
    });
    expect(argumentsOf(train, { ...place, backend: 'wasm' })).toEqual([
      'train',
      '/w/a.multimodal.ts',
      '--balancing=guided',
      '--only=--json',
      '--epochs=2',
      '--seed=-1',
      '--runs=/w/runs',
      '--backend=wasm',
    ]);
    const inspect = taskDefinition.parse({ type, task: 'inspect', modelFile: 'a', split: 'train' });
    expect(argumentsOf(inspect, place)).toEqual([
      ...['inspect', '/w/a.multimodal.ts', '--split=train', '--runs=/w/runs'],
    ]);
  });

  it.each([
    [{ type, task: 'delete', modelFile: 'a' }],
    [{ type, task: 'train' }],
    [{ type, task: 'train', modelFile: 'a', epochs: '2; rm -r /' }],
    [{ type, task: 'inspect', modelFile: 'a', cut: 'scissors' }],
  ])('is refused where it is none of ours: %j', (given) => {
    expect(taskDefinition.safeParse(given).success).toBe(false);
  });

  it('has the options that package.json declares', () => {
    const read = taskDefinition.options.flatMap(({ shape }) => Object.keys(shape));
    const declared = Object.keys(manifest.taskDefinitions[0].properties);
    expect([...new Set(read)].filter((name) => name !== 'type').sort()).toEqual(declared.sort());
  });
});

describe('the problem matchers', () => {
  const matched = (line: string) =>
    manifest.problemMatchers.flatMap(({ name, pattern }) => {
      const found = new RegExp(pattern.regexp).exec(line);
      return found === null
        ? []
        : [
            {
              name,
              file: found[pattern.file],
              line: pattern.line === undefined ? null : Number(found[pattern.line]),
              message: found[pattern.message],
            },
          ];
    });
  const problem = {
    code: 'model-file',
    file: '/w/with space/a.multimodal.mts',
    entry: 'modalities.colour',
    what: 'There is no such modality: 3 others are.',
    remedy: 'Did you mean color?',
  } as const;

  it.each(['/w/with space/a.multimodal.mts', 'C:\\w\\a.multimodal.ts', '/w/data.json'])(
    'find a mistake at its line of %s',
    (file) => {
      expect(matched(formatProblem({ ...problem, file, line: 12 }))).toEqual([
        {
          ...{ name: 'modality-lens', file, line: 12 },
          message: `${problem.entry}: ${problem.what} ${problem.remedy}`,
        },
      ]);
    },
  );

  it('find one without a line in its file', () => {
    expect(matched(formatProblem(problem))).toMatchObject([
      { name: 'modality-lens-file', file: problem.file, line: null },
    ]);
  });

  it.each([
    'tiny finished after 12 steps, 3 s',
    'validation accuracy 73.9 % (gray 60.0 %, color 71.0 %), 2000 samples',
    '/w/.modality-lens/runs/2026-01-01T00-00-00Z-tiny-1a2b3c',
  ])('find nothing in what is no mistake: %s', (line) => {
    expect(matched(line)).toEqual([]);
  });
});
