import { isEnglishSpoken, spokenLanguage, type Language } from './language.js';
import { Phrasebook } from './phrasebook.js';

/**
 * `text`, which was said in the language spoken, in English: what is written to a run, so that whoever reads it, another
 * program too, need know no other language.
 */
export function inEnglish(text: string): string {
  return isEnglishSpoken() ? text : phrasebooks().toEnglish.retell(text);
}

/**
 * `text`, which a run says in English, in the language spoken. What this version of the code does not say itself stays as
 * it is: another program may have written the run.
 */
export function fromEnglish(text: string): string {
  return isEnglishSpoken() ? text : phrasebooks().fromEnglish.retell(text);
}

interface Phrasebooks {
  readonly toEnglish: Phrasebook;
  readonly fromEnglish: Phrasebook;
}

const made = new WeakMap<Language, Phrasebooks>();

/** Both ways between English and the language spoken; made when they are first asked for. */
function phrasebooks(): Phrasebooks {
  const language = spokenLanguage();
  let books = made.get(language);
  if (books === undefined) {
    // A message that means two things has a comment behind a slash; those are words and no sentences.
    const messages = Object.entries(language.translations).filter(
      ([message, translation]) =>
        translation !== '' && slashesIn(message) <= slashesIn(translation),
    );
    books = {
      fromEnglish: new Phrasebook(messages),
      toEnglish: new Phrasebook(messages.map(([english, other]) => [other, english])),
    };
    made.set(language, books);
  }
  return books;
}

function slashesIn(text: string): number {
  return text.split('/').length;
}
