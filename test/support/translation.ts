import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readLanguage } from '../../src/record/read-language.js';
import type { Language } from '../../src/record/language.js';

const folder = path.resolve(import.meta.dirname, '../../l10n');

/** A language as the extension brings it. */
export async function shipped(tag: string): Promise<Language> {
  const text = await readFile(path.join(folder, `bundle.l10n.${tag}.json`), 'utf8');
  return readLanguage({ tag, translations: JSON.parse(text) as unknown });
}

/** Finds what of a text is said in English although `language` has another word for it. */
export function englishIn({ translations }: Language): (texts: readonly string[]) => string[] {
  const messages = Object.entries(translations).flatMap(([key, translation]) => {
    // Behind the slash stands the comment for translators.
    const message = key.replace(/\/(Follows|The split|Part of).*$/s, '');
    return message === translation ? [] : [message];
  });
  const [words, sentences] = [
    messages.filter((message) => !message.includes(' ')),
    messages.filter((message) => message.includes(' ')).map(pattern),
  ];
  const known = new Set(words);
  return (texts) =>
    texts.flatMap((text) => [
      ...text.split(/ · |, |: |\n|…/).filter((piece) => known.has(piece.trim())),
      ...sentences.filter((sentence) => sentence.test(text)).map(String),
    ]);
}

/** A message with anything in its places; one of little more than places is only found where it stands alone. */
function pattern(message: string): RegExp {
  const parts = message.split(/\{\d\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const letters = message.replace(/\{\d\}|[^a-z]/gi, '').length;
  return letters < 8
    ? new RegExp(`^${parts.join('[^a-zäöü]*')}$`)
    : new RegExp(parts.join('.{1,80}?'));
}
