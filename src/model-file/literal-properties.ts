import { valueOf } from './constants.js';
import { nodeOf, nodesOf, textOf, type SyntaxNode } from './syntax-tree.js';

/** How many literals are followed that are spread in one another: more are a circle. */
const longestTrail = 20;

/** The properties of an object literal by name, those of literals that are spread in it included. */
export function propertiesOf(
  object: SyntaxNode,
  constants: ReadonlyMap<string, SyntaxNode>,
  trail = 0,
): Map<string, SyntaxNode> {
  const properties = new Map<string, SyntaxNode>();
  const literal = valueOf(object, constants);
  if (literal.type !== 'ObjectExpression' || trail > longestTrail) {
    return properties;
  }
  for (const property of nodesOf(literal.properties)) {
    const spread = property.type === 'SpreadElement' ? nodeOf(property.argument) : null;
    const name = property.computed === true ? null : textOf(property.key);
    if (spread !== null) {
      for (const [inner, value] of propertiesOf(spread, constants, trail + 1)) {
        properties.set(inner, value);
      }
    } else if (name !== null && property.type === 'ObjectProperty') {
      properties.set(name, property);
    }
  }
  return properties;
}
