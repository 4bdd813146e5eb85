import * as l10n from '@vscode/l10n';

/** A language that a person is spoken to in. */
export interface Language {
  /** Its BCP 47 tag, such as `de`: what a document names it by, and what dates are written in. */
  readonly tag: string;
  /** What stands for each message of the code; what is not among them is said as it is in the code, in English. */
  readonly translations: Readonly<Record<string, string>>;
}

/** The language that the code's messages are written in. */
export const english: Language = { tag: 'en', translations: {} };

let spoken = english;

/**
 * From now on `l10n.t` answers in `language`, and so does all that is put into words with it, in this process or page.
 * English until it is called: the command line never calls it.
 */
export function speak(language: Language): void {
  // A page reads its language from its document: English is English, whoever says so.
  spoken = language.tag === english.tag ? english : language;
  l10n.config({ contents: language.translations });
}

/** Whether English is spoken. */
export function isEnglishSpoken(): boolean {
  return spoken.tag === english.tag;
}

/** The language that this process or page speaks. */
export function spokenLanguage(): Language {
  return spoken;
}

/** What dates are written in: the language spoken; in English as the machine has it, British or American. */
export function dateLocale(): string | undefined {
  return isEnglishSpoken() ? undefined : spoken.tag;
}
