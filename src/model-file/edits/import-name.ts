import { definer, meaningOf, moduleName, type DefinitionCall } from '../definition-call.js';
import { descendants, nodeOf, nodesOf, textOf, type SyntaxNode } from '../syntax-tree.js';
import { append, insertBefore } from './list-insertion.js';
import type { TextChange } from './text-change.js';

/** How a text may speak of an export of 'modality-lens', and what must change in it before it may. */
export interface ImportedName {
  readonly expression: string;
  readonly changes: readonly TextChange[];
}

/**
 * How `name` is written where the definition stands: as it is imported or destructured already; as a property of the
 * module where the definition speaks of the module; else as itself, once it stands beside `defineMultimodal` in the
 * import. There it takes the place of `replaced` where nothing else uses that. Null where the text uses the name for
 * something else, or has no such import.
 */
export function importName(
  text: string,
  program: SyntaxNode,
  { call, scope }: DefinitionCall,
  { name, replaced }: { readonly name: string; readonly replaced: string | null },
): ImportedName | null {
  const there = importedNames(program).find(
    (each) => each.imported === name && meaningOf(each.local, scope)?.name === name,
  );
  if (there !== undefined) {
    return { expression: there.name, changes: [] };
  }
  const callee = nodeOf(call.callee);
  const whole = nodeOf(callee?.object);
  if (whole !== null) {
    return { expression: `${text.slice(whole.start, whole.end)}.${name}`, changes: [] };
  }
  const beside = importedNames(program).find(
    ({ imported, local }) => imported === definer && meaningOf(local, scope)?.name === definer,
  );
  if (beside === undefined || scope.find(name) !== null) {
    return null;
  }
  const specifier = beside.list.find(({ name: local }) => local === replaced)?.node;
  return {
    expression: name,
    changes:
      specifier !== undefined && uses(program, replaced ?? '') === 2
        ? [{ start: specifier.start, end: specifier.end, text: name }]
        : insertSorted(text, beside, name),
  };
}

/** A name that an import or a destructuring of the module gives. */
interface Imported {
  readonly node: SyntaxNode;
  readonly imported: string;
  /** What it is called in the text, and the node that says so. */
  readonly name: string;
  readonly local: SyntaxNode;
}

/** An imported name, with the braces that it stands in. */
interface ImportedInList extends Imported {
  readonly list: readonly Imported[];
  readonly braces: SyntaxNode;
}

/** The names of values that the program's own statements take from braces, whatever module they are of. */
function importedNames(program: SyntaxNode): ImportedInList[] {
  return nodesOf(program.body).flatMap((statement): ImportedInList[] => {
    if (statement.type === 'ImportDeclaration') {
      const isOurs = textOf(statement.source) === moduleName && statement.importKind !== 'type';
      return isOurs ? inList(statement, nodesOf(statement.specifiers), 'imported', 'local') : [];
    }
    return nodesOf(statement.declarations).flatMap((declarator) => {
      const pattern = nodeOf(declarator.id);
      return pattern?.type === 'ObjectPattern'
        ? inList(pattern, nodesOf(pattern.properties), 'key', 'value')
        : [];
    });
  });
}

function inList(
  braces: SyntaxNode,
  nodes: readonly SyntaxNode[],
  outer: string,
  inner: string,
): ImportedInList[] {
  const list = nodes.flatMap((node): Imported[] => {
    const imported = node.importKind === 'type' ? null : textOf(node[outer]);
    const local = nodeOf(node[inner]);
    const name = local?.type === 'Identifier' ? textOf(local) : null;
    return imported === null || local === null || name === null
      ? []
      : [{ node, imported, name, local }];
  });
  return list.map((each) => ({ ...each, list, braces }));
}

/** Where the others are in the order of the alphabet, `name` comes in that order, else at the end. */
function insertSorted(text: string, { list, braces }: ImportedInList, name: string): TextChange[] {
  const [first, ...further] = list.map(({ node }) => node);
  const opened = text.lastIndexOf('{', first.start) + 1;
  const closed = text.indexOf('}', list[list.length - 1].node.end);
  const written = {
    opened,
    closed: closed === -1 ? braces.end : closed,
    elements: [first, ...further],
  } as const;
  const names = list.map(({ imported }) => imported);
  const isSorted = names.every((each, index) => index === 0 || inOrder(names[index - 1], each));
  const place = isSorted ? names.findIndex((each) => inOrder(name, each)) : -1;
  return place === -1 ? append(text, written, name) : insertBefore(text, written, place, name);
}

function inOrder(one: string, other: string): boolean {
  return one.localeCompare(other, 'en') <= 0;
}

/** How often a name stands in the program; once for each of the two names of a specifier that has only one. */
function uses(program: SyntaxNode, name: string): number {
  const places = new Set<number>();
  for (const node of descendants(program)) {
    if (node.type === 'Identifier' && textOf(node) === name) {
      places.add(node.start);
    }
  }
  return places.size;
}
