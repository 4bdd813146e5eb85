import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { spokenLanguage } from '../../record/language.js';
import { pageDocument } from '../page-document.js';

/** The folders that the pages' resources come from. */
export function resourceRoots(extensionUri: vscode.Uri): vscode.Uri[] {
  return [
    vscode.Uri.joinPath(extensionUri, 'dist', 'webview'),
    vscode.Uri.joinPath(extensionUri, 'media'),
  ];
}

/** The HTML of a page in `webview`, whose script and style are `<name>.js` and `<name>.css`. */
export function webviewDocument(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  { name, title }: { readonly name: 'panel' | 'sidebar'; readonly title: string },
): string {
  const uri = (file: string): string =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview', file)).toString();
  return pageDocument({
    title,
    language: spokenLanguage(),
    script: uri(`${name}.js`),
    style: uri(`${name}.css`),
    cspSource: webview.cspSource,
    nonce: randomBytes(24).toString('hex'),
  });
}
