import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { english, speak } from '../../../src/record/language.js';
import { parseJson } from '../../../src/runs/json-file.js';

const schema = z.object({ seed: z.number() });

afterEach(() => {
  speak(english);
});

function said(tag: string): string {
  speak({ tag, translations: {} });
  const parsed = parseJson('{"seed":"one"}', schema, 'run.json');
  return parsed.ok ? '' : parsed.problem.what;
}

test('what is wrong with a file is said in the language spoken, as far as zod has it', () => {
  expect(said('en')).toContain('expected number, received string');
  expect(said('de')).toContain('erwartet');
  expect(said('de-at')).toBe(said('de'));
  expect(said('zh-cn')).toContain('期望');
  expect(said('tlh')).toBe(said('en'));
});
