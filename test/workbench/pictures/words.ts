import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

/** What stands in the extension's `package.json`, in a language. */
export class Words {
  readonly #words: Readonly<Record<string, string>>;

  /** @param language as VS Code names it; English where the extension has no other words */
  constructor(language: string) {
    const translated = path.join(root, `package.nls.${language}.json`);
    this.#words = {
      ...read(path.join(root, 'package.nls.json')),
      ...(existsSync(translated) ? read(translated) : {}),
    };
  }

  /** Words by their key. Throws where there is no such key. */
  of(key: string): string {
    const words = this.#words[key];
    if (words === undefined) {
      throw new Error(`package.nls.json has no ${key}.`);
    }
    return words;
  }

  /** A command as the palette calls it, by the key of its title. */
  command(key: string): string {
    return `${this.of('category')}: ${this.of(key)}`;
  }
}

function read(file: string): Record<string, string> {
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
}
