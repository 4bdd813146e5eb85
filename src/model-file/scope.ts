import { nodeOf, nodesOf, textOf, type SyntaxNode } from './syntax-tree.js';

/** What a name was declared as. */
export type Binding =
  /** Imported under `imported` from the module `source`; null: the whole module. */
  | { readonly kind: 'import'; readonly source: string; readonly imported: string | null }
  /** A variable that begins as `value`, or as its property of that name where it is destructured. */
  | {
      readonly kind: 'variable';
      readonly value: SyntaxNode;
      readonly property: string | null;
      /** Where the declaration stands. */
      readonly scope: Scope;
    }
  /** A parameter, function, class, or a variable of which nothing more is known. */
  | { readonly kind: 'other' };

type Declared = readonly [name: string, binding: Binding];

const other: Binding = { kind: 'other' };

/** The names declared in one file, function or block, before those around it. `var` counts for its block alone. */
export class Scope {
  readonly #around: Scope | null;
  readonly #bindings: ReadonlyMap<string, Binding>;

  private constructor(node: SyntaxNode, around: Scope | null) {
    this.#around = around;
    this.#bindings = new Map(declaredBy(node, this));
  }

  /** The scope of what stands in `node`. */
  static of(node: SyntaxNode, around: Scope | null): Scope {
    const inside = new Scope(node, around);
    return inside.#bindings.size === 0 && around !== null ? around : inside;
  }

  /** What `name` means here; null where the file does not declare it. */
  find(name: string): Binding | null {
    let binding = this.#bindings.get(name);
    for (let scope = this.#around; scope !== null && binding === undefined; scope = scope.#around) {
      binding = scope.#bindings.get(name);
    }
    return binding ?? null;
  }
}

/** The names that `node` declares for what stands in it. */
function declaredBy(node: SyntaxNode, scope: Scope): Declared[] {
  switch (node.type) {
    case 'Program':
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return nodesOf(node.body).flatMap((statement) => declaredIn(statement, scope));
    case 'SwitchStatement':
      return nodesOf(node.cases)
        .flatMap((each) => nodesOf(each.consequent))
        .flatMap((statement) => declaredIn(statement, scope));
    case 'ForStatement':
      return declaredIn(nodeOf(node.init), scope);
    case 'ForInStatement':
    case 'ForOfStatement':
      return declaredIn(nodeOf(node.left), scope);
    case 'CatchClause':
      return others([nodeOf(node.param)]);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ObjectMethod':
    case 'ClassMethod':
    case 'ClassPrivateMethod':
    case 'ClassExpression':
      return others([nodeOf(node.id), ...nodesOf(node.params)]);
    default:
      return [];
  }
}

/** The names that `statement` declares for those beside it. */
function declaredIn(statement: SyntaxNode | null, scope: Scope): Declared[] {
  if (statement === null) {
    return [];
  }
  switch (statement.type) {
    case 'ImportDeclaration':
      return imported(statement);
    case 'TSImportEqualsDeclaration':
      return required(statement);
    case 'VariableDeclaration':
      return nodesOf(statement.declarations).flatMap((each) => variables(each, scope));
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return declaredIn(nodeOf(statement.declaration), scope);
    default:
      // Expressions that are exported as the default have no id; statements that declare nothing neither.
      return statement.type.endsWith('Expression') ? [] : others([nodeOf(statement.id)]);
  }
}

function imported(statement: SyntaxNode): Declared[] {
  const source = textOf(statement.source);
  return nodesOf(statement.specifiers).flatMap((specifier): Declared[] => {
    const name = textOf(specifier.local);
    const isType = [statement, specifier].some(({ importKind }) => importKind === 'type');
    if (name === null) {
      return [];
    }
    if (source === null || isType || specifier.type === 'ImportDefaultSpecifier') {
      return [[name, other]];
    }
    return [[name, { kind: 'import', source, imported: textOf(specifier.imported) }]];
  });
}

/** `import lens = require('modality-lens')`. */
function required(statement: SyntaxNode): Declared[] {
  const name = textOf(statement.id);
  const source = textOf(nodeOf(statement.moduleReference)?.expression);
  if (name === null) {
    return [];
  }
  return [[name, source === null ? other : { kind: 'import', source, imported: null }]];
}

function variables(declarator: SyntaxNode, scope: Scope): Declared[] {
  const value = nodeOf(declarator.init);
  const target = nodeOf(declarator.id);
  if (value === null || !['Identifier', 'ObjectPattern'].includes(target?.type ?? '')) {
    return others([target]);
  }
  const name = target?.type === 'Identifier' ? textOf(target) : null;
  if (name !== null) {
    return [[name, { kind: 'variable', value, property: null, scope }]];
  }
  return nodesOf(target?.properties).flatMap((property): Declared[] => {
    const local = nodeOf(property.value);
    const key = property.computed === true ? null : textOf(property.key);
    const bound = local?.type === 'Identifier' ? textOf(local) : null;
    return bound === null || key === null
      ? others([property])
      : [[bound, { kind: 'variable', value, property: key, scope }]];
  });
}

/** The names in patterns of which nothing more is known. */
function others(patterns: readonly (SyntaxNode | null)[]): Declared[] {
  return patterns.flatMap((pattern) => namesIn(pattern)).map((name) => [name, other]);
}

function namesIn(pattern: SyntaxNode | null): string[] {
  if (pattern === null) {
    return [];
  }
  switch (pattern.type) {
    case 'Identifier':
      return [textOf(pattern)].filter((name) => name !== null);
    case 'AssignmentPattern':
      return namesIn(nodeOf(pattern.left));
    case 'RestElement':
      return namesIn(nodeOf(pattern.argument));
    case 'TSParameterProperty':
      return namesIn(nodeOf(pattern.parameter));
    case 'ObjectProperty':
      return namesIn(nodeOf(pattern.value));
    case 'ObjectPattern':
      return nodesOf(pattern.properties).flatMap(namesIn);
    case 'ArrayPattern':
      return nodesOf(pattern.elements).flatMap(namesIn);
    default:
      return [];
  }
}
