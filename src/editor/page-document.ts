import { escapedText, htmlDocument } from '../cli/html-document.js';
import type { Language } from '../record/language.js';

/** What the HTML document of a webview is made of. */
export interface PageDocument {
  readonly title: string;
  /** What the page speaks. */
  readonly language: Language;
  /** URIs, as the webview reaches them, of the page's script and of its style sheet. */
  readonly script: string;
  readonly style: string;
  /** Where the webview's resources come from (`Webview.cspSource`). */
  readonly cspSource: string;
  /** Letters and digits that nobody can guess, new for every document. */
  readonly nonce: string;
}

/**
 * The HTML document of a panel or sidebar page. Its content security policy lets this script run and nothing else: no
 * inline script or style, no eval, no request. The toolkit's one style element takes the nonce from the `meta` element.
 */
export function pageDocument(page: PageDocument): string {
  const { title, language, cspSource } = page;
  const nonce = escapedText(page.nonce);
  return htmlDocument({
    title,
    language,
    allowed: [
      `script-src 'nonce-${page.nonce}'`,
      `style-src ${cspSource} 'nonce-${page.nonce}'`,
      `font-src ${cspSource}`,
      `img-src ${cspSource} data:`,
    ],
    head: `<meta property="csp-nonce" content="${nonce}">
<link rel="stylesheet" href="${escapedText(page.style)}">`,
    body: `<main></main>
<script nonce="${nonce}" src="${escapedText(page.script)}"></script>`,
  });
}
