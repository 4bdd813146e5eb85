import { descendants, nodeOf, textOf, type SyntaxNode } from './syntax-tree.js';

/** What the constants of a file stand for, by name. */
export function constantsOf(program: SyntaxNode): ReadonlyMap<string, SyntaxNode> {
  const constants = new Map<string, SyntaxNode>();
  for (const node of descendants(program)) {
    const name = node.type === 'VariableDeclarator' ? textOf(node.id) : null;
    const value = nodeOf(node.init);
    if (name !== null && value !== null) {
      constants.set(name, value);
    }
  }
  return constants;
}

/** What `node` stands for: type annotations taken off, properties and constants replaced by their values. */
export function valueOf(node: SyntaxNode, constants: ReadonlyMap<string, SyntaxNode>): SyntaxNode {
  const seen = new Set<SyntaxNode>();
  let value = node;
  for (;;) {
    const inner =
      value.type === 'ObjectProperty'
        ? nodeOf(value.value)
        : value.type === 'Identifier'
          ? constants.get(textOf(value) ?? '')
          : nodeOf(value.expression);
    if (!inner || seen.has(inner)) {
      return value;
    }
    seen.add(inner);
    value = inner;
  }
}
