import { isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createJiti } from 'jiti/static';
import { descendants, nodeOf, nodesOf, parseFile, textOf, type SyntaxNode } from './syntax-tree.js';

/**
 * `content` with every import of a package answered by the path at which `importer` finds it, for a copy of a file that
 * lies where its packages are not. What `importer` does not find either stays as it is, and so do all lines.
 *
 * @param importer absolute path of the file that was copied
 * @param provided names that are not looked up on the disk
 */
export function resolveImports(
  content: string,
  importer: string,
  provided: Readonly<Record<string, unknown>>,
): string {
  const program = parseFile(content);
  const jiti = createJiti(importer, { fsCache: false });
  let result = content;
  // From the end on, so that the places of those before still hold.
  for (const { start, end, specifier } of program === null ? [] : importsOf(program).reverse()) {
    if (!isBare(specifier) || Object.hasOwn(provided, specifier)) {
      continue;
    }
    const found = jiti.esmResolve(specifier, { conditions: ['node', 'require'], try: true });
    if (found !== undefined) {
      const file = found.startsWith('file:') ? fileURLToPath(found) : found;
      result = result.slice(0, start) + JSON.stringify(file) + result.slice(end);
    }
  }
  return result;
}

interface Import {
  readonly specifier: string;
  /** Where the quoted specifier begins and ends in the file, characters. */
  readonly start: number;
  readonly end: number;
}

/** Everything that the file imports, re-exports, or requires by a plain string, in its order. */
function importsOf(program: SyntaxNode): Import[] {
  const found: Import[] = [];
  for (const node of descendants(program)) {
    const callee = node.type === 'CallExpression' ? nodeOf(node.callee) : null;
    const loads = callee?.type === 'Import' || textOf(callee) === 'require';
    const named = nodeOf(node.source) ?? (loads ? nodesOf(node.arguments)[0] : null);
    const specifier = named?.type === 'StringLiteral' ? textOf(named) : null;
    if (specifier !== null && typeof named?.start === 'number' && typeof named.end === 'number') {
      found.push({ specifier, start: named.start, end: named.end });
    }
  }
  return found;
}

/** Whether the specifier names a package, as against a path, a URL or a module of Node's. */
function isBare(specifier: string): boolean {
  return (
    !/^(?:\.|[a-z]+:)/i.test(specifier) && !path.isAbsolute(specifier) && !isBuiltin(specifier)
  );
}
