import { constantsOf, valueOf } from '../constants.js';
import { definitionCall, meaningOf, type DefinitionCall } from '../definition-call.js';
import { propertiesOf } from '../literal-properties.js';
import { nodeOf, nodesOf, parseFile, textOf, type SyntaxNode } from '../syntax-tree.js';

/** What a model file says of its balancing, and where. */
export interface WrittenBalancing {
  readonly program: SyntaxNode;
  readonly definition: DefinitionCall;
  /** The object literal that `defineMultimodal` is given. */
  readonly literal: SyntaxNode;
  /** The property that gives the balancing; null where the file leaves it to the default. */
  readonly property: SyntaxNode | null;
  /** Name of the strategy; null where the file does not write it out. */
  readonly strategy: string | null;
  /** The call of the strategy's builder, or the literal; null where there is none. */
  readonly value: SyntaxNode | null;
  readonly constants: ReadonlyMap<string, SyntaxNode>;
}

/** Finds the balancing of the model that `text` defines; null where it defines none, or not in a literal. */
export function writtenBalancing(text: string): WrittenBalancing | null {
  const program = parseFile(text);
  const constants = program && constantsOf(program);
  const definition = program && constants && definitionCall(program, constants);
  const argument = definition && nodesOf(definition.call.arguments).at(0);
  const literal = argument && constants && valueOf(argument, constants);
  if (!program || !constants || !definition || literal?.type !== 'ObjectExpression') {
    return null;
  }
  const property = propertiesOf(literal, constants).get('balancing') ?? null;
  const value = property && valueOf(property, constants);
  const strategy = value === null ? 'vanilla' : strategyOf(value, definition);
  return { program, definition, literal, property, strategy, value, constants };
}

function strategyOf(value: SyntaxNode, { scope }: DefinitionCall): string | null {
  if (value.type === 'CallExpression') {
    return meaningOf(value.callee, scope)?.name ?? null;
  }
  const strategy = propertiesOf(value, new Map()).get('strategy');
  return strategy === undefined ? null : textOf(nodeOf(strategy.value));
}

/** The literal with the strategy's options; null where it is given none, or they are not written out. */
export function optionsOf({ value, constants }: WrittenBalancing): SyntaxNode | null {
  if (value === null || value.type === 'ObjectExpression') {
    return value;
  }
  const argument = nodesOf(value.arguments).at(0);
  const options = argument && valueOf(argument, constants);
  return options?.type === 'ObjectExpression' ? options : null;
}
