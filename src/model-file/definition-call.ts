import { valueOf } from './constants.js';
import { Scope } from './scope.js';
import { childrenOf, nodeOf, nodesOf, textOf, type SyntaxNode } from './syntax-tree.js';

/** The call of `defineMultimodal`, and what names mean where it stands. */
export interface DefinitionCall {
  readonly call: SyntaxNode;
  readonly scope: Scope;
}

/** The module that model files import. */
export const moduleName = 'modality-lens';

/** The export of it that defines a network. */
export const definer = 'defineMultimodal';

/** How many names are followed from one to the next: more are a circle. */
const longestTrail = 20;

/**
 * The call of `defineMultimodal` in a program, under whatever name it was imported: the one that is exported as the
 * default, else the first. Null where there is none.
 */
export function definitionCall(
  program: SyntaxNode,
  constants: ReadonlyMap<string, SyntaxNode>,
): DefinitionCall | null {
  const calls = definitionsIn(program);
  const exported = defaultExport(program, constants);
  return calls.find(({ call }) => call === exported) ?? calls.at(0) ?? null;
}

function definitionsIn(program: SyntaxNode): DefinitionCall[] {
  const found: DefinitionCall[] = [];
  const left: [node: SyntaxNode, scope: Scope | null][] = [[program, null]];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const [node, around] = next;
    const scope = Scope.of(node, around);
    if (node.type === 'CallExpression' && meaningOf(node.callee, scope)?.name === definer) {
      found.push({ call: node, scope });
    }
    for (const child of childrenOf(node).reverse()) {
      left.push([child, scope]);
    }
  }
  return found;
}

/** What an expression stands for: an export of 'modality-lens' by its name, or that module (null) itself. */
export interface Meaning {
  readonly name: string | null;
}

const wholeModule: Meaning = { name: null };

/** What an expression stands for in `scope`; null where that is nothing of 'modality-lens'. */
export function meaningOf(expression: unknown, scope: Scope, trail = 0): Meaning | null {
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
      return isModule(node, scope) ? wholeModule : null;
    default:
      // Type annotations: `as`, `satisfies`, `!`.
      return meaningOf(node.expression, scope, trail + 1);
  }
}

function meaningOfName(name: string, scope: Scope, trail: number): Meaning | null {
  const binding = scope.find(name);
  switch (binding?.kind) {
    case 'import':
      return binding.source === moduleName ? memberOf(wholeModule, binding.imported) : null;
    case 'variable':
      return memberOf(meaningOf(binding.value, binding.scope, trail + 1), binding.property);
    case 'other':
    case undefined:
      return null;
  }
}

/** The meaning of a property of what has `meaning`; of that itself where `property` is null. */
function memberOf(meaning: Meaning | null, property: string | null): Meaning | null {
  if (property === null) {
    return meaning;
  }
  return meaning?.name === null ? { name: property } : null;
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
  return loads && textOf(nodesOf(call.arguments)[0]) === moduleName;
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
