import * as l10n from '@vscode/l10n';

/** The longest text that a message shows of a value, in characters. */
const longest = 60;

/**
 * `value` for a message to the person who wrote it: as it is written where that is short, otherwise what kind of thing
 * it is. Any value at all will do.
 */
export function valueInWords(value: unknown): string {
  if (typeof value === 'string') {
    return JSON.stringify(value.length > longest ? `${value.slice(0, longest)}…` : value);
  }
  if (typeof value === 'function') {
    return l10n.t({
      message: 'a function',
      args: [],
      comment: 'What a value of a model file is, where it is too long to be shown.',
    });
  }
  return typeof value === 'object' && value !== null ? objectInWords(value) : String(value);
}

function objectInWords(value: object): string {
  const isList = Array.isArray(value);
  const kind = (): string =>
    isList
      ? l10n.t({
          message: 'a list',
          args: [],
          comment: 'What a value of a model file is, where it is too long to be shown.',
        })
      : l10n.t({
          message: 'an object',
          args: [],
          comment: 'What a value of a model file is, where it is too long to be shown.',
        });
  const parts = Object.entries(value);
  // What holds something further is not written out: a layer of tf.layers would fill pages, or go round in circles.
  if (parts.some(([, part]) => typeof part === 'object' && part !== null)) {
    return kind();
  }
  const words = parts.map(([name, part]) => `${isList ? '' : `${name}: `}${valueInWords(part)}`);
  const text = words.join(', ');
  if (text.length > longest) {
    return kind();
  }
  if (isList) {
    return `[${text}]`;
  }
  return text === '' ? '{}' : `{ ${text} }`;
}
