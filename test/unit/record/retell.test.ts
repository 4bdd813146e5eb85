import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { english, speak } from '../../../src/record/language.js';
import { Phrasebook } from '../../../src/record/phrasebook.js';
import { fromEnglish, inEnglish } from '../../../src/record/retell.js';
import { shipped } from '../../support/translation.js';

const german = await shipped('de');
/** Sentences with their translations, as a person reads them, words and comments aside. */
const sentences = Object.entries(german.translations).filter(([message]) =>
  /^[A-Z].* .*[.?!]$/s.test(message),
);

describe('what is filled in', () => {
  const book = new Phrasebook([
    ['The loss of branch {0} became {1}.', 'Der Loss des Zweigs {0} wurde {1}.'],
    ['Step {0}: {1}', 'Schritt {0}: {1}'],
    ['{0} of {1} and {0} again.', 'Von {1} {0}, wieder {0}.'],
    ['Give it one.', 'Gib ihm einen.'],
    ['{0} was refused.', '{0} abgelehnt.'],
    ['{0} was refused. Ask why.', '{0} abgelehnt, frag warum.'],
  ]);

  test.each([
    ['The loss of branch gray became NaN.', 'Der Loss des Zweigs gray wurde NaN.'],
    [
      'Step 3: The loss of branch gray became NaN.',
      'Schritt 3: Der Loss des Zweigs gray wurde NaN.',
    ],
    ['a of b and a again.', 'Von b a, wieder a.'],
    ['a of b and c again.', 'a of b and c again.'],
    ['x.ts:3: Give it one.', 'x.ts:3: Gib ihm einen.'],
    ['Give it one. Then: rest? Give it one.', 'Gib ihm einen. Then: rest? Gib ihm einen.'],
    [
      'Step 3: The loss of branch gray became NaN. Give it one.',
      'Schritt 3: Der Loss des Zweigs gray wurde NaN. Gib ihm einen.',
    ],
    ['A was refused. Ask why. Give it one.', 'A abgelehnt, frag warum. Gib ihm einen.'],
    ['Somebody else wrote this.', 'Somebody else wrote this.'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(book.retell(text)).toBe(expected);
  });

  test('may be anything, and as long as it likes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), fc.nat({ max: 200 }), (text, times) => {
        const long = `${text}. `.repeat(times);
        expect(book.retell(long)).toHaveLength(long.length);
      }),
    );
  });
});

describe('in German', () => {
  beforeEach(() => {
    speak(german);
  });
  afterEach(() => {
    speak(english);
  });

  test('every sentence of the code is told in German, and back in English', () => {
    const lost = sentences.flatMap(([message, translation]) => {
      const [said, expected] = [filled(message), filled(translation)];
      const told = { german: fromEnglish(said), english: inEnglish(expected) };
      return told.german === expected && told.english === said ? [] : [{ message, ...told }];
    });
    expect(lost).toEqual([]);
  });
});

test('in English every text stays as it is', () => {
  for (const [message] of sentences) {
    expect([fromEnglish(message), inEnglish(message)]).toEqual([message, message]);
  }
});

function filled(message: string): string {
  return message.replace(/\{(\d+)\}/g, (_, place: string) => `value${place}`);
}
