import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { stepColumns } from '../../../src/record/step.js';

const page = readFileSync(
  path.join(import.meta.dirname, '..', '..', '..', 'docs', 'run-directory.md'),
  'utf8',
);

function columnsCalled(name: string): string[] {
  return new RegExp(`^${name} = "(.*)"\\.split\\(\\)$`, 'm').exec(page)?.[1]?.split(' ') ?? [];
}

test('the page on the run directory names the columns that are written, in its table and its script', () => {
  const branch = columnsCalled('BRANCH').map((column) => `gray.${column}`);
  expect([...columnsCalled('SHARED'), ...branch]).toEqual(stepColumns(['gray']));
  const table = [...page.matchAll(/^\| (_modality_)?`(\.?\w+)` +\|/gm)];
  const columns = table.map(([, modality, column = '']) => (modality ? `gray${column}` : column));
  expect(columns).toEqual(expect.arrayContaining(stepColumns(['gray'])));
});
