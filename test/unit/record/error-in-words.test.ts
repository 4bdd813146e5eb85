import { afterEach, describe, expect, test } from 'vitest';
import { errorInWords } from '../../../src/record/error-in-words.js';
import { english, speak } from '../../../src/record/language.js';
import { inEnglish } from '../../../src/record/retell.js';
import { shipped } from '../../support/translation.js';

const german = await shipped('de');

afterEach(() => {
  speak(english);
});

function failed(code: string, more: object = {}): Error {
  return Object.assign(new Error(`${code}: as the system says it`), { code, ...more });
}

describe('an error', () => {
  test('of the system is told with its path and its code, in the language spoken', () => {
    const missing = failed('ENOENT', { path: '/runs/run.json' });
    expect(errorInWords(missing)).toBe('no such file or folder: /runs/run.json (ENOENT)');
    speak(german);
    expect(errorInWords(missing)).toBe(
      'keine solche Datei und kein solcher Ordner: /runs/run.json (ENOENT)',
    );
  });

  test('that names no path is told with the one that is known', () => {
    expect(errorInWords(failed('ENOSPC'), '/runs')).toBe(
      'no space left on the disk: /runs (ENOSPC)',
    );
    expect(errorInWords(failed('ENOSPC'))).toBe('ENOSPC: as the system says it');
    expect(errorInWords(failed('EPIPE'))).toBe('the other end is closed (EPIPE)');
  });

  test('of another kind keeps its own words', () => {
    speak(german);
    expect(errorInWords(failed('EXDEV', { path: '/a' }))).toBe('EXDEV: as the system says it');
    expect(errorInWords(new Error('Unexpected token'))).toBe('Unexpected token');
    expect(errorInWords('why not')).toBe('why not');
  });

  test.each([
    ...['EACCES', 'EBUSY', 'EDQUOT', 'EEXIST', 'EISDIR', 'EMFILE', 'ENOENT', 'ENOSPC'],
    ...['ENOTDIR', 'EPERM', 'EPIPE', 'EROFS'],
  ])('that a run keeps is English there, also within a sentence: %s', (code) => {
    const error = failed(code, { path: '/my runs/run.json' });
    const plain = errorInWords(error);
    speak(german);
    const told = german.translations['Cannot write the run: {0}.'].replace(
      '{0}',
      errorInWords(error),
    );
    expect(told).not.toContain(plain);
    expect(inEnglish(told)).toBe(`Cannot write the run: ${plain}.`);
  });
});
