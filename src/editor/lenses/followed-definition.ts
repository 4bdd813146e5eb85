import type {
  DefinitionSearch,
  FoundDefinition,
  Stretch,
} from '../../model-file/find-definition.js';

/** One edit of a text: `rangeLength` code units from `rangeOffset` on were replaced by `text`. */
export interface Edit {
  readonly rangeOffset: number;
  readonly rangeLength: number;
  readonly text: string;
}

/**
 * Where one text has its definition, while a person edits it. Searched once a version; as long as the text is no program
 * (a bracket is open), what was found before moves along with the edits.
 */
export class FollowedDefinition {
  readonly #search: (text: string) => DefinitionSearch;
  #version: number | null = null;
  #found: FoundDefinition | null = null;

  constructor(search: (text: string) => DefinitionSearch) {
    this.#search = search;
  }

  /** Moves what was found along with edits that have been made, in their order. */
  edited(edits: readonly Edit[]): void {
    for (const edit of edits) {
      this.#found = this.#found && moved(this.#found, edit);
    }
  }

  /** The definition in `text`, which is the one of `version`; null where there is none. */
  find(version: number, text: string): FoundDefinition | null {
    if (this.#version !== version) {
      this.#version = version;
      const search = this.#search(text);
      if (search !== 'unreadable') {
        this.#found = search === 'none' ? null : search;
      }
    }
    return this.#found;
  }
}

function moved({ call, modalities }: FoundDefinition, edit: Edit): FoundDefinition | null {
  const newCall = movedStretch(call, edit);
  return (
    newCall && {
      call: newCall,
      modalities: modalities.flatMap(({ name, property }) => {
        const newProperty = movedStretch(property, edit);
        return newProperty === null ? [] : [{ name, property: newProperty }];
      }),
    }
  );
}

/** Where `stretch` is after `edit`; null where its beginning was replaced. */
function movedStretch({ start, end }: Stretch, edit: Edit): Stretch | null {
  const { rangeOffset, rangeLength, text } = edit;
  const editEnd = rangeOffset + rangeLength;
  const growth = text.length - rangeLength;
  if (rangeOffset >= end) {
    return { start, end };
  }
  if (rangeOffset < start && editEnd > start) {
    return null;
  }
  // What is typed right before the beginning pushes it on.
  const isBefore = editEnd <= start;
  const newStart = isBefore ? start + growth : start;
  const newEnd =
    isBefore || editEnd <= end ? end + growth : Math.min(end, rangeOffset + text.length);
  return { start: newStart, end: Math.max(newStart, newEnd) };
}
