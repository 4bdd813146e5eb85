/** The line of `text` in `content`, from 1. */
export function lineOf(content: string, text: string): number {
  return content.slice(0, content.indexOf(text)).split('\n').length;
}
