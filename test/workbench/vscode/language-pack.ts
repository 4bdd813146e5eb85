import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Profile } from './profile.js';

/** An extension that a language pack is told by; nobody loads it. */
const extension = { id: 'modality-lens.test-language-pack' };

/**
 * Has a server of this profile show its windows in a language, as if its language pack were installed and *Configure
 * Display Language* had chosen it. The pack translates nothing: what VS Code says itself stays English, extensions say
 * what they bring.
 *
 * @param language as VS Code names it
 */
export function writeLanguagePack({ root, data }: Profile, language: string): void {
  const translations = path.join(root, 'language-pack.json');
  writeFileSync(translations, JSON.stringify({ version: '1.0.0', contents: {} }));
  const pack = {
    hash: language,
    label: language,
    extensions: [{ extensionIdentifier: extension, version: '1.0.0' }],
    translations: { vscode: translations },
  };
  writeFileSync(path.join(data, 'languagepacks.json'), JSON.stringify({ [language]: pack }));
  const settings = path.join(data, 'User');
  mkdirSync(settings, { recursive: true });
  writeFileSync(path.join(settings, 'argv.json'), JSON.stringify({ locale: language }));
}
