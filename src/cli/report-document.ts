import { createHash } from 'node:crypto';
import type { Snapshot } from '../record/snapshot.js';

/** The built page: what runs in the document, and how it looks. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * One HTML document that shows `snapshot` by itself: nothing is loaded, and its content security policy allows this
 * script and this style alone. What runs say stands in it as JSON only, which the script puts on the page as text.
 *
 * @throws Error where the built page could break out of its element
 */
export function reportDocument(snapshot: Snapshot, { script, style }: PageAssets): string {
  if (/<\/script|<!--/i.test(script) || /<\/style/i.test(style)) {
    throw new Error('The built page holds markup that would end its own element.');
  }
  const policy = [
    `default-src 'none'`,
    `script-src '${sourceHash(script)}'`,
    `style-src '${sourceHash(style)}'`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Modality Lens report</title>
<style>${style}</style>
</head>
<body>
<main><noscript>This report needs JavaScript: the script inside it draws everything, and loads nothing.</noscript></main>
<script type="application/json" id="snapshot">${escapedJson(snapshot)}</script>
<script>${script}</script>
</body>
</html>
`;
}

/** JSON that cannot end the script element that it stands in. */
function escapedJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}

function sourceHash(source: string): string {
  return `sha256-${createHash('sha256').update(source).digest('base64')}`;
}
