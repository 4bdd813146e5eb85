import { nodeOf, nodesOf, textOf, type SyntaxNode } from '../syntax-tree.js';
import { append, insertBefore } from './list-insertion.js';
import type { TextChange } from './text-change.js';

/** What makes `property`, which an object literal has, give `value`. */
export function replaceValue(property: SyntaxNode, value: string): TextChange {
  const written = nodeOf(property.value) ?? property;
  return property.shorthand === true
    ? { start: property.start, end: property.end, text: `${textOf(property.key) ?? ''}: ${value}` }
    : { start: written.start, end: written.end, text: value };
}

/** What gives an object literal a property that it has not, as its first or its last one, formatted as the others are. */
export function addProperty(
  text: string,
  literal: SyntaxNode,
  property: string,
  where: 'first' | 'last',
): TextChange[] {
  const [first, ...further] = nodesOf(literal.properties);
  if (first === undefined) {
    return [{ start: literal.start, end: literal.end, text: `{ ${property} }` }];
  }
  const list = {
    opened: literal.start + 1,
    closed: literal.end - 1,
    elements: [first, ...further],
  } as const;
  return where === 'first' ? insertBefore(text, list, 0, property) : append(text, list, property);
}
