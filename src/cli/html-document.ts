import type { Language } from '../record/language.js';

/** What a document that shows runs is made of. */
export interface HtmlDocument {
  readonly title: string;
  /** What the document's script speaks; it finds it as JSON in the element `language`. */
  readonly language: Language;
  /** What the content security policy allows beyond nothing at all: `script-src 'nonce-…'`. */
  readonly allowed: readonly string[];
  /** Markup for the head: the style, and where it is needed the policy's nonce. */
  readonly head: string;
  /** Markup for the body. */
  readonly body: string;
}

/** An HTML document of ours: its policy forbids all that is not allowed, and its language is one that its script can read. */
export function htmlDocument({ title, language, allowed, head, body }: HtmlDocument): string {
  const policy = [`default-src 'none'`, ...allowed, `base-uri 'none'`, `form-action 'none'`];
  return `<!doctype html>
<html lang="${escapedText(language.tag)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escapedText(policy.join('; '))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapedText(title)}</title>
${head}
${jsonElement('language', language)}
</head>
<body>
${body}
</body>
</html>
`;
}

/** An element that carries `value` for the document's script, whatever strings are in it. */
export function jsonElement(id: string, value: unknown): string {
  // Nothing that begins like a tag is left, so that no string ends the element.
  const json = JSON.stringify(value).replaceAll('<', '\\u003c');
  return `<script type="application/json" id="${id}">${json}</script>`;
}

/** `text` as text of an element or of a quoted attribute. */
export function escapedText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
