import type { SyntaxNode } from '../syntax-tree.js';
import type { TextChange } from './text-change.js';

/** A list in brackets as it is written, with at least one element. */
export interface WrittenList {
  /** Where its opening bracket ends, and its closing one begins. */
  readonly opened: number;
  readonly closed: number;
  readonly elements: readonly [SyntaxNode, ...SyntaxNode[]];
}

/** What goes before an element in the list: a space, or the line break with its indentation. */
function gapOf(text: string, { opened, elements: [first] }: WrittenList): string {
  const before = text.slice(opened, first.start);
  const lineBreak = Math.max(before.lastIndexOf('\r\n'), before.lastIndexOf('\n'));
  return lineBreak === -1
    ? ' '
    : before.slice(before[lineBreak - 1] === '\r' ? lineBreak - 1 : lineBreak);
}

/** Puts `element` before the one that stands at `index`, on a line of its own where they all do. */
export function insertBefore(
  text: string,
  list: WrittenList,
  index: number,
  element: string,
): TextChange[] {
  const { start } = list.elements[index];
  return [{ start, end: start, text: `${element},${gapOf(text, list)}` }];
}

/**
 * Puts `element` after the last one, on a line of its own where they all stand so, with a comma after it where the last
 * one has one. A comment behind the last one stays where it is.
 */
export function append(text: string, list: WrittenList, element: string): TextChange[] {
  const last = list.elements[list.elements.length - 1];
  const gap = gapOf(text, list);
  const comma = commaAfter(text, last.end, list.closed);
  if (comma === null) {
    const behind = endOfComment(text, last.end, list.closed);
    return behind === last.end
      ? [{ start: last.end, end: last.end, text: `,${gap}${element}` }]
      : [
          { start: last.end, end: last.end, text: ',' },
          { start: behind, end: behind, text: `${gap}${element}` },
        ];
  }
  const behind = endOfComment(text, comma + 1, list.closed);
  return [{ start: behind, end: behind, text: `${gap}${element},` }];
}

/** Where the comma is that follows the last element; null where there is none. */
function commaAfter(text: string, from: number, to: number): number | null {
  const between = text.slice(from, to);
  const found = /^(?:\s|\/\*[^]*?\*\/|\/\/.*)*,/.exec(between);
  return found === null ? null : from + found[0].length - 1;
}

/** Where the comment ends that stands on the rest of the line; `from` where none does. */
function endOfComment(text: string, from: number, to: number): number {
  const found = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/(?=[ \t]*[\r\n]))/.exec(
    text.slice(from, to),
  );
  return found === null ? from : from + found[0].length;
}
