import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { languageEnvironment, speakTheHostsLanguage } from '../../../src/compute/child-language.js';
import { english, speak, spokenLanguage } from '../../../src/record/language.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

afterEach(() => {
  speak(english);
});

async function bundle(content: string): Promise<string> {
  const file = path.join(temporaryFolder(), 'bundle.json');
  await writeFile(file, content);
  return file;
}

test('a child speaks the language that its host told it', async () => {
  const file = await bundle('{ "Run": "Lauf" }');
  const warn = vi.fn();
  speakTheHostsLanguage(languageEnvironment({ tag: 'de', bundle: file }), warn);
  expect(spokenLanguage()).toEqual({ tag: 'de', translations: { Run: 'Lauf' } });
  expect(warn).not.toHaveBeenCalled();
});

test.each([{}, languageEnvironment(null)])(
  'English without a warning where none is told: %j',
  (told) => {
    const warn = vi.fn();
    speakTheHostsLanguage(told, warn);
    expect(spokenLanguage()).toEqual(english);
    expect(warn).not.toHaveBeenCalled();
  },
);

test.each([
  ['is missing', () => Promise.resolve('/nowhere/bundle.json'), 'de'],
  ['is not JSON', () => bundle('{ "Run": '), 'de'],
  ['holds something else', () => bundle('{ "Run": 3 }'), 'de'],
  ['is of no language', () => bundle('{ "Run": "Lauf" }'), 'not a tag'],
])('English and a warning where the bundle %s', async (_, make, tag) => {
  const file = await make();
  const warn = vi.fn();
  speakTheHostsLanguage(languageEnvironment({ tag, bundle: file }), warn);
  expect(spokenLanguage()).toEqual(english);
  expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(file));
});

test('English and a warning where what is told is unintelligible', () => {
  const warn = vi.fn();
  const [name] = Object.keys(languageEnvironment(null));
  speakTheHostsLanguage({ [name]: 'de' }, warn);
  expect(spokenLanguage()).toEqual(english);
  expect(warn).toHaveBeenCalledOnce();
});
