import { valueOf } from '../constants.js';
import { propertiesOf } from '../literal-properties.js';
import { nodeOf, nodesOf, textOf, type SyntaxNode } from '../syntax-tree.js';
import { importName } from './import-name.js';
import { addProperty, replaceValue } from './set-property.js';
import type { TextChange } from './text-change.js';
import { optionsOf, writtenBalancing, type WrittenBalancing } from './written-balancing.js';

/** The balancing of a model file, as far as it is written out. */
export interface BalancingInText {
  /** Name of the strategy; null where the file does not write it out. */
  readonly strategy: string | null;
  /** α where the strategy has one: as it is written, else the default; null where it is not written as a number. */
  readonly alpha: number | null;
}

/** α of a strategy that is given none (paper). */
const defaultAlpha = 0.01;

/** What `text` says of its balancing; null where it defines no model in a literal. */
export function balancingIn(text: string): BalancingInText | null {
  const written = writtenBalancing(text);
  if (written === null) {
    return null;
  }
  const { strategy } = written;
  return { strategy, alpha: hasAlpha(strategy) ? alphaOf(written) : null };
}

/**
 * What makes a model file train with guided re-balancing, its import included; nothing else of the text changes. Null
 * where the text does not show how.
 */
export function switchToGuided(
  text: string,
  { alpha, window }: { readonly alpha: number; readonly window: number },
): TextChange[] | null {
  const written = writtenBalancing(text);
  if (written === null) {
    return null;
  }
  const { program, definition, literal, property, value } = written;
  const replaced = property !== null && value !== null ? builderIn(property, value) : null;
  const guided = importName(text, program, definition, { name: 'guided', replaced });
  if (guided === null) {
    return null;
  }
  const call = `${guided.expression}({ alpha: ${alpha}, window: ${window} })`;
  return [
    ...guided.changes,
    ...(property === null
      ? addProperty(text, literal, `balancing: ${call}`, 'last')
      : [replaceValue(property, call)]),
  ];
}

/** What the builder is called that goes when `property` gives another value; null where it stands elsewhere. */
function builderIn(property: SyntaxNode, value: SyntaxNode): string | null {
  const callee = property.start <= value.start && value.end <= property.end ? value.callee : null;
  const name = nodeOf(callee);
  return name?.type === 'Identifier' ? textOf(name) : null;
}

/**
 * What gives the guided re-balancing of a model file another α; nothing else of the text changes. Null where it is not
 * guided, or the text does not show how.
 */
export function setAlpha(text: string, alpha: number): TextChange[] | null {
  const written = writtenBalancing(text);
  if (written === null || !hasAlpha(written.strategy)) {
    return null;
  }
  const options = optionsOf(written);
  if (options === null) {
    const { value } = written;
    return value !== null && nodesOf(value.arguments).length === 0
      ? [{ start: value.end - 1, end: value.end - 1, text: `{ alpha: ${alpha} }` }]
      : null;
  }
  const property = propertiesOf(options, written.constants).get('alpha');
  return property === undefined
    ? addProperty(text, options, `alpha: ${alpha}`, 'first')
    : [replaceValue(property, String(alpha))];
}

function hasAlpha(strategy: string | null): boolean {
  return strategy === 'guided' || strategy === 'antiGuided';
}

function alphaOf(written: WrittenBalancing): number | null {
  const options = optionsOf(written);
  const given = written.value !== null && nodesOf(written.value.arguments).length > 0;
  if (options === null) {
    return given ? null : defaultAlpha;
  }
  const property = propertiesOf(options, written.constants).get('alpha');
  const value = property && valueOf(property, written.constants);
  return value === undefined ? defaultAlpha : numberOf(value.value);
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
