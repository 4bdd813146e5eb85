import * as l10n from '@vscode/l10n';
import { createHash } from 'node:crypto';
import { spokenLanguage } from '../record/language.js';
import type { Snapshot } from '../record/snapshot.js';
import { escapedText, htmlDocument, jsonElement } from './html-document.js';

/** The built page: what runs in the document, and how it looks. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * One HTML document that shows `snapshot` by itself, in the language of whoever makes it: nothing is loaded, and its
 * content security policy allows this script and this style alone. What runs say stands in it as JSON only, which the
 * script puts on the page as text.
 *
 * @throws Error where the built page could break out of its element
 */
export function reportDocument(snapshot: Snapshot, { script, style }: PageAssets): string {
  if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style)) {
    throw new Error('The built page holds markup that would end its own element.');
  }
  const withoutScript = l10n.t(
    'This report needs JavaScript: the script inside it draws everything, and loads nothing.',
  );
  return htmlDocument({
    title: l10n.t('Modality Lens report'),
    language: spokenLanguage(),
    allowed: [`script-src '${sourceHash(script)}'`, `style-src '${sourceHash(style)}'`],
    head: `<style>${style}</style>`,
    body: `<main><noscript>${escapedText(withoutScript)}</noscript></main>
${jsonElement('snapshot', snapshot)}
<script>${script}</script>`,
  });
}

function sourceHash(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}
