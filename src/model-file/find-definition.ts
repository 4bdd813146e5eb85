import { constantsOf } from './constants.js';
import { definer, definitionCall } from './definition-call.js';
import { propertiesOf } from './literal-properties.js';
import { nodesOf, parseFile, type SyntaxNode } from './syntax-tree.js';

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
  const constants = constantsOf(program);
  const found = definitionCall(program, constants);
  return found === null
    ? 'none'
    : { call: stretch(found.call), modalities: modalitiesOf(found.call, constants) };
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

function stretch({ start, end }: SyntaxNode): Stretch {
  return { start, end };
}
