import { parse, type ParseResult } from '@babel/parser';

/** A node of the syntax tree, as far as this floor looks at it: its kind, its place, and whatever else it has. */
export interface SyntaxNode {
  readonly type: string;
  /** Where it begins and ends in the text, in UTF-16 code units; the end is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly loc: {
    readonly start: { readonly line: number };
    readonly end: { readonly line: number };
  };
  readonly [part: string]: unknown;
}

/** The syntax tree of a TypeScript or JavaScript file; mistakes are skipped over as far as possible, else null. */
export function parseFile(content: string): SyntaxNode | null {
  try {
    const file: ParseResult = parse(content, {
      sourceType: 'unambiguous',
      errorRecovery: true,
      allowReturnOutsideFunction: true,
      plugins: ['typescript'],
    });
    return isNode(file.program) ? file.program : null;
  } catch {
    // What cannot be parsed has already been reported, with its line, by whoever ran it.
    return null;
  }
}

/** `value` where it is a node, else null. */
export function nodeOf(value: unknown): SyntaxNode | null {
  return isNode(value) ? value : null;
}

/** The nodes in `value`, where it is a list. */
export function nodesOf(value: unknown): SyntaxNode[] {
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** `node` and all nodes below it, in the order of the file. */
export function* descendants(node: SyntaxNode): Generator<SyntaxNode> {
  // Not recursive: a sum of ten thousand terms is ten thousand levels deep.
  const left = [node];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    yield next;
    for (const child of childrenOf(next).reverse()) {
      left.push(child);
    }
  }
}

/** The nodes directly below `node`, in the order of the file. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  return Object.values(node).flatMap((part) =>
    Array.isArray(part) ? nodesOf(part) : isNode(part) ? [part] : [],
  );
}

/** The text of a plain name or string literal, which property keys and import specifiers are; else null. */
export function textOf(value: unknown): string | null {
  const node = nodeOf(value);
  const text = node?.type === 'Identifier' ? node.name : node?.value;
  return typeof text === 'string' || typeof text === 'number' ? String(text) : null;
}

function isNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'start' in value &&
    typeof value.start === 'number' &&
    'end' in value &&
    typeof value.end === 'number' &&
    'loc' in value &&
    typeof value.loc === 'object' &&
    value.loc !== null
  );
}
