import * as vscode from 'vscode';
import { english, speak } from '../record/language.js';

/** Speaks the language of the window, where it is one that the extension knows, in all that is not `vscode.l10n`'s too. */
export function speakTheWindowsLanguage(): void {
  const translations = vscode.l10n.bundle;
  speak(translations === undefined ? english : { tag: vscode.env.language, translations });
}
