/** A message with places to fill in, taken apart: what stands between the places, and which place stands there. */
interface Template {
  readonly text: string;
  /** One more than there are places; the first and the last may be empty. */
  readonly literals: readonly string[];
  readonly places: readonly number[];
}

interface Phrase {
  readonly from: Template;
  readonly to: Template;
}

/** What is looked up at most, characters and sentences: it may come from a file that anybody wrote. */
const [longestText, mostSentences] = [4_000, 20];

/** What a message says beside its places, at least, characters: of `{0}: {1}` anything could have been made. */
const fewestLetters = 6;

/** Says whole sentences that were made from known messages in another language, what was filled in included. */
export class Phrasebook {
  readonly #phrases: readonly Phrase[];

  /** @param messages pairs of a message in the one and in the other language, places as `{0}` */
  constructor(messages: Iterable<readonly [string, string]>) {
    this.#phrases = [...messages]
      .map(([from, to]) => ({ from: takenApart(from), to: takenApart(to) }))
      .filter(({ from, to }) => to.text !== '' && isRecognisable(from))
      // The one that says most is the one that was meant.
      .sort((one, other) => weight(other) - weight(one));
  }

  /** `text` in the other language, sentence by sentence; what was made from no known message stays as it is. */
  retell(text: string): string {
    return text.length > longestText || endsIn(text).length > mostSentences
      ? text
      : this.#retell(text);
  }

  #retell(text: string): string {
    const ends = endsIn(text);
    let [known, length]: [Recognised | null, number] = [null, 0];
    // What says most is what was meant, and what follows a shorter text of the same message is a sentence of its own.
    for (const end of [...ends, text.length]) {
      const found = this.#recognise(text.slice(0, end));
      if (found !== null && (known === null || weight(found.phrase) > weight(known.phrase))) {
        [known, length] = [found, end];
      }
    }
    if (known === null) {
      // Not even the whole is known.
      length = ends[0] ?? text.length;
    }
    const beginning = known === null ? text.slice(0, length) : this.#fillIn(known);
    return length === text.length
      ? beginning
      : `${beginning} ${this.#retell(text.slice(length + 1))}`;
  }

  #recognise(text: string): Recognised | null {
    for (const phrase of this.#phrases) {
      const values = valuesIn(text, phrase.from);
      if (values !== null) {
        return { phrase, values };
      }
    }
    return null;
  }

  #fillIn({ phrase, values }: Recognised): string {
    return phrase.to.text.replace(/\{(\d+)\}/g, (place, number: string) => {
      const value = values.get(Number(number));
      return value === undefined ? place : this.#retell(value);
    });
  }
}

/** A message that a text was made from, and what was filled in, by place. */
interface Recognised {
  readonly phrase: Phrase;
  readonly values: ReadonlyMap<number, string>;
}

function weight({ from }: Phrase): number {
  return lettersOf(from);
}

/** Where a sentence, or what introduces one, may end in `text`. */
function endsIn(text: string): number[] {
  return [...text.matchAll(/(?<=[.:?!]) /g)].map(({ index }) => index);
}

function takenApart(text: string): Template {
  const parts = text.split(/\{(\d+)\}/);
  return {
    text,
    literals: parts.filter((_, index) => index % 2 === 0),
    places: parts.filter((_, index) => index % 2 === 1).map(Number),
  };
}

function lettersOf({ literals }: Template): number {
  return literals.join('').length;
}

/** Whether it is a sentence, with a word between any two places: single words and mere frames are found everywhere. */
function isRecognisable(template: Template): boolean {
  const { literals } = template;
  return (
    lettersOf(template) >= fewestLetters && literals.slice(1, -1).every((literal) => literal !== '')
  );
}

/** What was filled into `template` to make `text`, by place; null where it was not made from it. */
function valuesIn(text: string, { literals, places }: Template): Map<number, string> | null {
  const [first, ...further] = literals;
  const last = further.pop();
  if (last === undefined) {
    return text === first ? new Map() : null;
  }
  if (!text.startsWith(first) || !text.endsWith(last)) {
    return null;
  }
  const values = new Map<number, string>();
  const end = text.length - last.length;
  let at = first.length;
  for (const [index, place] of places.entries()) {
    const next = index === places.length - 1 ? end : text.indexOf(further[index], at);
    if (next < at || next > end) {
      return null;
    }
    const value = text.slice(at, next);
    if (values.has(place) && values.get(place) !== value) {
      return null;
    }
    values.set(place, value);
    at = next + (further[index]?.length ?? 0);
  }
  return values;
}
