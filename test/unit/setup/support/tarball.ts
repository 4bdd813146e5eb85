import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Header, type HeaderData } from 'tar';

/** A tarball, and what npm's lock files would say of it. */
export interface Tarball {
  readonly bytes: Uint8Array;
  readonly integrity: string;
}

/** An entry of a tarball: the text of a file by its path in the package, or anything else that a header can say. */
export type Entry = readonly [file: string, text: string] | HeaderData;

/** Packs as npm does: everything in the folder `package`. */
export function tarball(...entries: readonly Entry[]): Tarball {
  const blocks = entries.flatMap((entry) => {
    const [data, text]: [HeaderData, string] = isFile(entry)
      ? [{ path: `package/${entry[0]}`, type: 'File' }, entry[1]]
      : [entry, 'x'.repeat(entry.size ?? 0)];
    const content = Buffer.from(text);
    const header = new Header({ mode: 0o644, mtime: new Date(0), ...data, size: content.length });
    const block = Buffer.alloc(512);
    header.encode(block);
    return [block, content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  const bytes = gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
  return { bytes, integrity: integrityOf(bytes) };
}

/** The Subresource Integrity of bytes. */
export function integrityOf(bytes: Uint8Array): string {
  return `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
}

function isFile(entry: Entry): entry is readonly [string, string] {
  return Array.isArray(entry);
}
