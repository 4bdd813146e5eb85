import { spokenLanguage } from './language.js';

/** Names of which any one will do, as in a sentence of the language spoken: `gray, color, or depth`. */
export function listedChoices(names: readonly string[]): string {
  return new Intl.ListFormat(spokenLanguage().tag, { type: 'disjunction' }).format(names);
}
