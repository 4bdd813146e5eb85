import { expect, test } from 'vitest';
import { problemInShort } from '../../../src/editor/problem-in-short.js';

const problem = {
  code: 'model-file',
  what: 'There is no modality “grey”.',
  remedy: 'Write gray.',
} as const;

test('says where, what and the way out, the file by its name alone', () => {
  const file = '/home/ada/models/tiny.multimodal.ts';
  expect(problemInShort(problem)).toBe('There is no modality “grey”. Write gray.');
  expect(problemInShort({ ...problem, file, line: 12, entry: 'fusion.after[1]' })).toBe(
    'tiny.multimodal.ts:12 (fusion.after[1]): There is no modality “grey”. Write gray.',
  );
  expect(problemInShort({ ...problem, entry: 'modalityLens.node' })).toMatch(
    /^modalityLens.node: /,
  );
});

test('cuts short what a program printed by the megabyte, and keeps the way out', () => {
  const said = problemInShort({ ...problem, what: 'x'.repeat(1e6) });
  expect(said.length).toBeLessThan(500);
  expect(said).toContain('Write gray.');
});
