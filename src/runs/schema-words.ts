import { locales } from 'zod';
import { spokenLanguage } from '../record/language.js';

type Locale = ReturnType<typeof locales.en>;

/**
 * For a schema's `parse`: has it say what is wrong in the language spoken, as far as zod has that language; else in
 * English. For what a person reads, not for records.
 */
export function inSpokenLanguage(): { readonly error?: Locale['localeError'] } {
  const known: Readonly<Record<string, (() => Locale) | undefined>> = locales;
  const [language = '', region = ''] = spokenLanguage().tag.split('-');
  // As zod names them: `de`, `zhCN`.
  const locale = known[`${language}${region.toUpperCase()}`] ?? known[language];
  return locale === undefined ? {} : { error: locale().localeError };
}
