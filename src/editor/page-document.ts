/** What the HTML document of a webview is made of. */
export interface PageDocument {
  readonly title: string;
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
export function pageDocument({ title, script, style, cspSource, nonce }: PageDocument): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource} 'nonce-${nonce}'`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta property="csp-nonce" content="${escaped(nonce)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="${escaped(style)}">
</head>
<body>
<main></main>
<script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
