/**
 * `text` as Markdown that shows just that, in one line. VS Code's own `appendText` would make every space one that does
 * not break.
 */
export function escapedMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[!-/:-@[-`{-~]/g, '\\$&');
}
