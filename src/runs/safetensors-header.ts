import * as l10n from '@vscode/l10n';
import { z } from 'zod';
import { numberFormats, type NumberFormat } from './number-formats.js';

/** Where one tensor lies in a safetensors file. */
export interface TensorEntry {
  readonly name: string;
  /** Name of the number format. */
  readonly dtype: string;
  readonly format: NumberFormat;
  readonly shape: readonly number[];
  /** How many values: the product of the shape. */
  readonly count: number;
  /** First byte of the data, from the start of the file. */
  readonly start: number;
}

/** The header of a safetensors file. */
export interface SafetensorsHeader {
  /** In the order of their data. */
  readonly entries: readonly TensorEntry[];
  readonly metadata: ReadonlyMap<string, string>;
}

/** What is wrong with a safetensors file: the reason, and the tensor where it is one's. */
export class SafetensorsFault extends Error {
  constructor(
    message: string,
    readonly tensor?: string,
  ) {
    super(message);
  }
}

const tensorInformation = z.object({
  dtype: z.string(),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});

/** The format's own limit on the length of a header, bytes. */
const longestHeader = 100_000_000;

const metadataKey = '__metadata__';

/**
 * Reads and checks the header: every tensor's data is as long as its shape and type say, and the data of all tensors
 * follow one another from the end of the header to the end of the file, without holes or overlaps (safetensors format,
 * as the reference implementation checks it).
 *
 * @param bytes the file from its beginning, its header at least
 * @param fileLength how many bytes the file has
 * @throws SafetensorsFault
 */
export function readHeader(
  bytes: Uint8Array,
  fileLength: number = bytes.byteLength,
): SafetensorsHeader {
  const { json, dataStart } = headerText(bytes);
  const metadata = new Map<string, string>();
  const found: (TensorEntry & { readonly end: number })[] = [];
  // Object.entries lists `__proto__` like any other name, and a Map holds it like any other.
  for (const [name, value] of Object.entries(json)) {
    if (name === metadataKey) {
      readMetadata(value, metadata);
    } else {
      found.push(tensorEntry(name, value, dataStart));
    }
  }
  found.sort((one, other) => one.start - other.start || one.end - other.end);
  let end = dataStart;
  for (const entry of found) {
    if (entry.start !== end) {
      throw new SafetensorsFault(
        l10n.t('its data does not follow on the data before it'),
        entry.name,
      );
    }
    end = entry.end;
  }
  if (end !== fileLength) {
    throw new SafetensorsFault(
      end > fileLength
        ? l10n.t(
            'the file breaks off: its header speaks of {0} bytes, but it has {1}',
            ...[end, fileLength],
          )
        : l10n.t(
            'the file goes on after its tensors: its header speaks of {0} bytes, but it has {1}',
            ...[end, fileLength],
          ),
    );
  }
  return { entries: found, metadata };
}

function headerText(bytes: Uint8Array): { json: object; dataStart: number } {
  // A header begins with its length, which is far below 2⁵⁶, and a brace.
  const begins = Buffer.from(bytes.subarray(7, 9)).toString('latin1');
  if (begins !== '\0{'.slice(0, begins.length)) {
    throw new SafetensorsFault(l10n.t('this is not a safetensors file'));
  }
  if (bytes.byteLength < 8) {
    throw new SafetensorsFault(l10n.t('the file breaks off in its header'));
  }
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(longestHeader)) {
    throw new SafetensorsFault(l10n.t('this is not a safetensors file'));
  }
  if (length > BigInt(bytes.byteLength - 8)) {
    throw new SafetensorsFault(l10n.t('the file breaks off in its header'));
  }
  const dataStart = 8 + Number(length);
  let json: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    json = JSON.parse(text.decode(bytes.subarray(8, dataStart)));
  } catch {
    throw new SafetensorsFault(l10n.t('the header is not JSON'));
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new SafetensorsFault(l10n.t('the header is not a JSON object'));
  }
  return { json, dataStart };
}

function readMetadata(value: unknown, metadata: Map<string, string>): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new SafetensorsFault(l10n.t('the metadata are not a JSON object'));
  }
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') {
      throw new SafetensorsFault(l10n.t('the metadata\'s "{0}" is not a string', key));
    }
    metadata.set(key, text);
  }
}

function tensorEntry(
  name: string,
  value: unknown,
  dataStart: number,
): TensorEntry & { readonly end: number } {
  const parsed = tensorInformation.safeParse(value);
  if (!parsed.success) {
    throw new SafetensorsFault(
      l10n.t('its type, shape and data offsets are not given as they should'),
      name,
    );
  }
  const { dtype, shape, data_offsets: offsets } = parsed.data;
  const format = numberFormats.get(dtype);
  if (format === undefined) {
    throw new SafetensorsFault(
      l10n.t(
        'its number format "{0}" is not one of {1}',
        dtype,
        [...numberFormats.keys()].join(', '),
      ),
      name,
    );
  }
  const count = shape.reduce((product, size) => product * size, 1);
  const [start, end] = offsets;
  if (!Number.isSafeInteger(count) || end - start !== count * format.size) {
    throw new SafetensorsFault(
      l10n.t('its shape [{0}] does not fit {1} bytes of {2}', shape.join(', '), end - start, dtype),
      name,
    );
  }
  return { name, dtype, format, shape, count, start: dataStart + start, end: dataStart + end };
}

/** A tensor that is to be written: its number format is float32 unless said otherwise. */
export type WrittenTensor = readonly [
  name: string,
  shape: readonly number[],
  byteLength: number,
  dtype?: 'F32' | 'I32' | 'U8',
];

/**
 * The header for tensors in the given order, its length before it, padded with spaces to a multiple of 8 bytes.
 *
 * @throws SafetensorsFault where a tensor has the name that the format keeps for metadata
 */
export function writeHeader(
  tensors: readonly WrittenTensor[],
  metadata: ReadonlyMap<string, string>,
): Uint8Array {
  // Put together as text: an object would bring names like "0" to the front and lose `__proto__`.
  const members: string[] = [];
  if (metadata.size > 0) {
    const keys = [...metadata.keys()].sort();
    const pairs = keys.map((key) => member(key, metadata.get(key) ?? ''));
    members.push(`${JSON.stringify(metadataKey)}:{${pairs.join(',')}}`);
  }
  let start = 0;
  for (const [name, shape, byteLength, dtype = 'F32'] of tensors) {
    if (name === metadataKey) {
      throw new SafetensorsFault(l10n.t('the format keeps this name for metadata'), name);
    }
    members.push(member(name, { dtype, shape, data_offsets: [start, start + byteLength] }));
    start += byteLength;
  }
  const json = Buffer.from(`{${members.join(',')}}`, 'utf8');
  const header = Buffer.alloc(8 + Math.ceil(json.byteLength / 8) * 8, ' ');
  header.writeBigUInt64LE(BigInt(header.byteLength - 8));
  header.set(json, 8);
  return header;
}

function member(key: string, value: unknown): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}
