import { constantsOf, valueOf } from './constants.js';
import { descendants, nodeOf, nodesOf, parseFile, textOf, type SyntaxNode } from './syntax-tree.js';

/**
 * The line in `content` of the entry at `entry` (such as `fusion.after[1]`) of the `defineMultimodal({ … })` call, as
 * near as the file shows it: the deepest part of the path that is written out, at least the call. Constants and the
 * arguments of builders are followed. Null where the file has no such call.
 */
export function locateEntry(content: string, entry: string): number | null {
  const program = parseFile(content);
  const call = program && [...descendants(program)].find(isDefinition);
  if (!call) {
    return null;
  }
  return follow(call, stepsOf(entry), constantsOf(program)).line;
}

/**
 * The line in `content` of `entry` inside the call that starts at `line`, for example the builder that has just
 * refused its options. The start of the path may lie outside that call (`training.optimizer.learningRate` in `sgd`).
 * Null where no call there has the entry.
 */
export function locateInCall(content: string, line: number, entry: string): number | null {
  const program = parseFile(content);
  if (program === null) {
    return null;
  }
  const constants = constantsOf(program);
  const calls = [...descendants(program)].filter(
    (node) => isCall(node) && nodeOf(node.callee)?.loc.end.line === line,
  );
  const steps = stepsOf(entry);
  for (const start of steps.keys()) {
    for (const call of calls) {
      const found = follow(call, steps.slice(start), constants);
      if (found.complete) {
        return found.line;
      }
    }
  }
  return null;
}

/** The line in `content` where `specifier` is imported or required; null where it is not. */
export function locateImport(content: string, specifier: string): number | null {
  return lineOf(content, (node) => {
    const named = nodeOf(node.source) ?? (isCall(node) ? nodesOf(node.arguments)[0] : null);
    return named?.type === 'StringLiteral' && textOf(named) === specifier;
  });
}

/** The line in `content` where `name` stands in the braces of an import from 'modality-lens'; null where it does not. */
export function locateImportedName(content: string, name: string): number | null {
  const program = parseFile(content);
  const imports = nodesOf(program?.body).filter(
    (node) => node.type === 'ImportDeclaration' && textOf(node.source) === 'modality-lens',
  );
  const specifier = imports
    .flatMap((node) => nodesOf(node.specifiers))
    .find((node) => textOf(node.imported) === name);
  return specifier?.loc.start.line ?? null;
}

/** The line in `content` of `export default` or `module.exports =`; null where there is neither. */
export function locateDefaultExport(content: string): number | null {
  return lineOf(
    content,
    (node) =>
      node.type === 'ExportDefaultDeclaration' ||
      (node.type === 'AssignmentExpression' && textOf(nodeOf(node.left)?.property) === 'exports'),
  );
}

function lineOf(content: string, accepts: (node: SyntaxNode) => boolean): number | null {
  const program = parseFile(content);
  return (program && [...descendants(program)].find(accepts)?.loc.start.line) ?? null;
}

/** `fusion.after[1]` is three steps; a step that is no plain name stands in quotes: `modalities["a.b"]`. */
function stepsOf(entry: string): string[] {
  const steps = entry.matchAll(/\["(.*?)"\]|([^.[\]]+)/g);
  return Array.from(steps, ([, quoted, plain]) => quoted ?? plain);
}

function isCall(node: SyntaxNode): boolean {
  return node.type === 'CallExpression';
}

function isDefinition(node: SyntaxNode): boolean {
  const callee = isCall(node) ? nodeOf(node.callee) : null;
  return textOf(callee?.property ?? callee) === 'defineMultimodal';
}

interface Found {
  readonly line: number;
  /** Whether the whole path was found. */
  readonly complete: boolean;
}

function follow(
  from: SyntaxNode,
  steps: readonly string[],
  constants: ReadonlyMap<string, SyntaxNode>,
): Found {
  let node = from;
  let line = from.loc.start.line;
  for (const step of steps) {
    const part = partOf(valueOf(node, constants), step, constants);
    if (part === null) {
      return { line, complete: false };
    }
    line = part.loc.start.line;
    node = part;
  }
  return { line, complete: true };
}

/** The option `step` of an object, its element of a list; of a call: of one of the arguments. */
function partOf(
  value: SyntaxNode,
  step: string,
  constants: ReadonlyMap<string, SyntaxNode>,
): SyntaxNode | null {
  switch (value.type) {
    case 'ObjectExpression':
      return nodesOf(value.properties).find((each) => textOf(each.key) === step) ?? null;
    case 'ArrayExpression':
      return Array.isArray(value.elements) ? nodeOf(value.elements[Number(step)]) : null;
    case 'CallExpression':
      return optionOf(value, step, constants) ?? stagesOf(value, step, constants);
    default:
      return null;
  }
}

/** The option `step` that the call `value` is given. */
function optionOf(
  value: SyntaxNode,
  step: string,
  constants: ReadonlyMap<string, SyntaxNode>,
): SyntaxNode | null {
  for (const argument of nodesOf(value.arguments)) {
    const given = valueOf(argument, constants);
    // Calls within calls are not followed: through constants they could go round in circles.
    const part = given.type === 'CallExpression' ? null : partOf(given, step, constants);
    if (part !== null) {
      return part;
    }
  }
  return null;
}

/** Where a builder such as convBranch has the stages of a branch: one of its lists has an element a stage. */
function stagesOf(
  value: SyntaxNode,
  step: string,
  constants: ReadonlyMap<string, SyntaxNode>,
): SyntaxNode | null {
  return step === 'stages'
    ? (optionOf(value, 'filters', constants) ?? optionOf(value, 'units', constants))
    : null;
}
