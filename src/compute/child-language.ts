import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { speak } from '../record/language.js';
import { readLanguage } from '../record/read-language.js';

/** The language of a host, for its children. */
export interface HostLanguage {
  /** As VS Code names it, such as `de`. */
  readonly tag: string;
  /** Absolute path of the messages in it: JSON, what stands for each message of the code. */
  readonly bundle: string;
}

/** The variable by which a host tells its children its language; theirs tell it theirs. */
const languageVariable = 'MODALITY_LENS_LANGUAGE';

const hostLanguage = z.object({ tag: z.string(), bundle: z.string() });

/** The variables by which a child speaks `language`; null: English. */
export function languageEnvironment(language: HostLanguage | null): Record<string, string> {
  return { [languageVariable]: language === null ? '' : JSON.stringify(language) };
}

/**
 * Speaks the language that the host told this process, from now on. English where it told none, and where its messages
 * cannot be read: then `warn` is told why.
 */
export function speakTheHostsLanguage(
  environment: NodeJS.ProcessEnv = process.env,
  warn: (text: string) => void = (text) => process.stderr.write(`${text}\n`),
): void {
  const told = environment[languageVariable] ?? '';
  if (told === '') {
    return;
  }
  try {
    const { tag, bundle } = hostLanguage.parse(JSON.parse(told));
    const translations: unknown = JSON.parse(readFileSync(bundle, 'utf8'));
    speak(readLanguage({ tag, translations }));
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    warn(`The host's language cannot be spoken (${told}); this process speaks English: ${why}`);
  }
}
