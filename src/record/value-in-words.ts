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
    return 'a function';
  }
  return typeof value === 'object' && value !== null ? objectInWords(value) : String(value);
}

function objectInWords(value: object): string {
  const isList = Array.isArray(value);
  const kind = isList ? 'a list' : 'an object';
  const parts = Object.entries(value);
  // What holds something further is not written out: a layer of tf.layers would fill pages, or go round in circles.
  if (parts.some(([, part]) => typeof part === 'object' && part !== null)) {
    return kind;
  }
  const words = parts.map(([name, part]) => `${isList ? '' : `${name}: `}${valueInWords(part)}`);
  const text = words.join(', ');
  if (text.length > longest) {
    return kind;
  }
  if (isList) {
    return `[${text}]`;
  }
  return text === '' ? '{}' : `{ ${text} }`;
}
