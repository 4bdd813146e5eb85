import { constantsOf, valueOf } from './constants.js';
import { Scope } from './scope.js';
import { childrenOf, nodeOf, nodesOf, parseFile, textOf, type SyntaxNode } from './syntax-tree.js';

/** A stretch of a text, in UTF-16 code units from its start; the end is exclusive. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** Where a text defines a multi-modal network. */
export interface FoundDefinition {
  /** The call of `defineMultimodal`. */
  readonly call: Stretch;
  /**
   * The modalities that are written out, in the order of the text, each with the property that gives it its branch.
   * Computed names, and what is spread from elsewhere, are left out.
   */
  readonly modalities: readonly { readonly name: string; readonly property: Stretch }[];
}

/** What a text says of its definition: `unreadable` while it is no program (a person is typing). */
export type DefinitionSearch = FoundDefinition | 'none' | 'unreadable';

const module = 'modality-lens';
const definer = 'defineMultimodal';

/** How many names are followed from one to the next: more are a circle. */
const longestTrail = 20;

/** A longer text was not written by a person, and parsing it would take seconds; UTF-16 code units. */
const longestText = 1_000_000;

/**
 * Finds the call of `defineMultimodal` in a TypeScript or JavaScript text, under whatever name it was imported from
 * 'modality-lens': the one that is exported as the default, else the first. Never throws. A text that does not hold the
 * word, or is longer than a million characters, is not even parsed.
 */
export function findDefinition(text: string): DefinitionSearch {
  if (text.length > longestText || !text.includes(definer)) {
    return 'none';
  }
  const program = parseFile(text);
  if (program === null) {
    return 'unreadable';
  }
  const calls = definitionsIn(program);
  if (calls.length === 0) {
    return 'none';
  }
  const constants = constantsOf(program);
  const exported = defaultExport(program, constants);
  const call = calls.find((each) => each === exported) ?? calls[0];
  return { call: stretch(call), modalities: modalitiesOf(call, constants) };
}

function definitionsIn(program: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  const left: [node: SyntaxNode, scope: Scope | null][] = [[program, null]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [node, around] = next;
    const scope = Scope.of(node, around);
    if (node.type === 'CallExpression' && meaningOf(node.callee, scope) === 'definer') {
      found.push(node);
    }
    for (const child of childrenOf(node).reverse()) {
      left.push([child, scope]);
    }
  }
  return found;
}

/** What an expression stands for: `defineMultimodal` itself, the module that has it, or neither. */
type Meaning = 'definer' | 'module' | null;

function meaningOf(expression: unknown, scope: Scope, trail = 0): Meaning {
  const node = nodeOf(expression);
  if (node === null || trail > longestTrail) {
    return null;
  }
  switch (node.type) {
    case 'Identifier':
      return meaningOfName(textOf(node) ?? '', scope, trail);
    case 'MemberExpression':
      return memberOf(meaningOf(node.object, scope, trail + 1), memberName(node));
    case 'AwaitExpression':
      return meaningOf(node.argument, scope, trail + 1);
    case 'CallExpression':
      return isModule(node, scope) ? 'module' : null;
    default:
      // Type annotations: `as`, `satisfies`, `!`.
      return meaningOf(node.expression, scope, trail + 1);
  }
}

function meaningOfName(name: string, scope: Scope, trail: number): Meaning {
  const binding = scope.find(name);
  switch (binding?.kind) {
    case 'import':
      return binding.source === module ? memberOf('module', binding.imported) : null;
    case 'variable':
      return memberOf(meaningOf(binding.value, binding.scope, trail + 1), binding.property);
    case 'other':
    case undefined:
      return null;
  }
}

/** The meaning of a property of what has `meaning`; of that itself where `property` is null. */
function memberOf(meaning: Meaning, property: string | null): Meaning {
  if (property === null) {
    return meaning;
  }
  return meaning === 'module' && property === definer ? 'definer' : null;
}

/** The name after the dot or in the brackets; the empty one where it is computed. */
function memberName({ computed, property }: SyntaxNode): string {
  const isPlain = computed !== true || nodeOf(property)?.type === 'StringLiteral';
  return (isPlain ? textOf(property) : null) ?? '';
}

/** Whether a call is `require('modality-lens')` or `import('modality-lens')`. */
function isModule(call: SyntaxNode, scope: Scope): boolean {
  const callee = nodeOf(call.callee);
  const loads =
    callee?.type === 'Import' ||
    (callee?.type === 'Identifier' &&
      textOf(callee) === 'require' &&
      scope.find('require') === null);
  return loads && textOf(nodesOf(call.arguments)[0]) === module;
}

/** What `export default` or `module.exports =` stands for. */
function defaultExport(
  program: SyntaxNode,
  constants: ReadonlyMap<string, SyntaxNode>,
): SyntaxNode | null {
  for (const statement of nodesOf(program.body)) {
    const assignment = nodeOf(statement.expression);
    const exported =
      statement.type === 'ExportDefaultDeclaration'
        ? nodeOf(statement.declaration)
        : assignment?.type === 'AssignmentExpression' &&
            textOf(nodeOf(assignment.left)?.property) === 'exports'
          ? nodeOf(assignment.right)
          : null;
    if (exported !== null) {
      return valueOf(exported, constants);
    }
  }
  return null;
}

function modalitiesOf(
  call: SyntaxNode,
  constants: ReadonlyMap<string, SyntaxNode>,
): FoundDefinition['modalities'] {
  const [argument] = nodesOf(call.arguments);
  if (argument === undefined) {
    return [];
  }
  const modalities = propertiesOf(argument, constants).get('modalities');
  const named = modalities === undefined ? [] : propertiesOf(modalities, constants);
  return [...named]
    .map(([name, property]) => ({ name, property: stretch(property) }))
    .sort((one, another) => one.property.start - another.property.start);
}

/** The properties of an object literal by name, those of literals that are spread in it included. */
function propertiesOf(
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

function stretch({ start, end }: SyntaxNode): Stretch {
  return { start, end };
}
