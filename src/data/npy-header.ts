import * as l10n from '@vscode/l10n';
import { type DataPlace, dataProblem } from './data-problem.js';

/** What the header of an NPY file says. */
export interface NpyHeader {
  /** Kind and bytes of an element, such as `f4`, `u1`, `b1`. */
  readonly type: string;
  readonly bigEndian: boolean;
  /** Whether the first axis, not the last, runs fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the elements begin, bytes. */
  readonly dataOffset: number;
}

const magic = Uint8Array.of(0x93, ...Buffer.from('NUMPY'));

/** NumPy's own limit on a header that it reads from a stranger, bytes. */
const longestHeader = 10_000;

function saveAgain(): string {
  return l10n.t('Save it again with numpy.save or numpy.savez.');
}

/** One `'key': value,` of the header's dictionary; the value is text, a truth value, a tuple, or an untyped list. */
const field =
  /\s*(['"])(?<key>\w+)\1\s*:\s*(?:(['"])(?<text>[^'"]*)\3|(?<truth>True|False)|\((?<tuple>[\dL,\s]*)\)|(?<list>\[[^]*\]))\s*(?:,|(?=\}))/y;

/**
 * The header of an NPY file, versions 1.0, 2.0 and 3.0 (NumPy's format of `numpy.save`).
 *
 * @throws Problem where it is not one, or the array is of Python objects or of records
 */
export function parseNpyHeader(bytes: Uint8Array, place: DataPlace): NpyHeader {
  if (bytes.length < 12 || magic.some((byte, index) => bytes[index] !== byte)) {
    throw dataProblem(place, l10n.t('This is not an array of NumPy (NPY).'), saveAgain());
  }
  const [major, minor] = bytes.subarray(6, 8);
  if (major < 1 || major > 3 || minor !== 0) {
    throw dataProblem(
      place,
      l10n.t('Version {0}.{1} of NPY is unknown.', major, minor),
      saveAgain(),
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const start = major === 1 ? 10 : 12;
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataOffset = start + length;
  if (length > longestHeader || dataOffset > bytes.length) {
    throw dataProblem(place, l10n.t('The file ends within its NPY header.'), saveAgain());
  }
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + start, length).toString('latin1');
  return { ...parseDictionary(text, place), dataOffset };
}

function parseDictionary(text: string, place: DataPlace): Omit<NpyHeader, 'dataOffset'> {
  const fields = parseFields(text);
  const descr = fields?.get('descr');
  const order = fields?.get('fortran_order')?.truth;
  const tuple = fields?.get('shape')?.tuple;
  if (descr?.list !== undefined) {
    const what = l10n.t('The array holds records of several fields.');
    throw dataProblem(place, what, l10n.t('Save each field as an array of its own.'));
  }
  const element = /^(?<byteOrder>[<>|])(?<type>\w+)$/.exec(descr?.text ?? '')?.groups;
  if (element === undefined || order === undefined || tuple === undefined) {
    throw dataProblem(place, l10n.t('Its NPY header is damaged.'), saveAgain());
  }
  return {
    type: element.type,
    bigEndian: element.byteOrder === '>',
    fortranOrder: order === 'True',
    shape: parseShape(tuple, place),
  };
}

/** The entries of the header's Python dictionary; null where it is none. */
function parseFields(text: string): Map<string, Partial<Record<string, string>>> | null {
  const dictionary = /^\s*\{(?<inside>[^]*)\}\s*$/.exec(text)?.groups?.inside;
  if (dictionary === undefined) {
    return null;
  }
  const inside = `${dictionary.trim()}}`;
  const fields = new Map<string, Partial<Record<string, string>>>();
  field.lastIndex = 0;
  while (inside.slice(field.lastIndex).trim() !== '}') {
    const groups = field.exec(inside)?.groups;
    if (groups === undefined) {
      return null;
    }
    fields.set(groups.key, groups);
  }
  return fields;
}

/** The axes in a tuple such as `(60000, 28, 28)` or `(10,)`, with the L that Python 2 wrote after a number. */
function parseShape(tuple: string, place: DataPlace): number[] {
  const parts = tuple.split(',').map((part) => part.trim());
  const axes = parts.at(-1) === '' ? parts.slice(0, -1) : parts;
  if (axes.some((axis) => !/^\d+L?$/.test(axis))) {
    throw dataProblem(place, l10n.t('Its shape ({0}) is damaged.', tuple), saveAgain());
  }
  return axes.map((axis) => Number.parseInt(axis, 10));
}
