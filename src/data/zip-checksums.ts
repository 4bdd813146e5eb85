/** Signature of the record at the end of a ZIP archive, of its 64-bit twin, and of what points to that one. */
const endRecord = { plain: 0x06054b50, zip64: 0x06064b50, zip64Locator: 0x07064b50 };

/** Length of the end record without the archive's comment, and of one entry of the directory without its texts, bytes. */
const fixedLength = { end: 22, locator: 20, entry: 46 };

/**
 * The CRC-32 of every entry's content that a ZIP archive's directory promises, in the directory's order (PKWARE's
 * APPNOTE.TXT, 4.3.12 to 4.3.16). fflate reads the same directory, but neither compares nor passes on this part of it.
 *
 * @param archive the whole file, which fflate has read
 * @throws RangeError where the directory reaches beyond the file
 */
export function promisedChecksums(archive: Uint8Array): number[] {
  const view = new DataView(archive.buffer, archive.byteOffset, archive.byteLength);
  const checksums: number[] = [];
  let { count, offset } = directoryOf(view);
  for (; count > 0; count -= 1) {
    checksums.push(view.getUint32(offset + 16, true));
    const texts = [28, 30, 32].map((field) => view.getUint16(offset + field, true));
    offset += texts.reduce((sum, length) => sum + length, fixedLength.entry);
  }
  return checksums;
}

function directoryOf(view: DataView): { count: number; offset: number } {
  let end = view.byteLength - fixedLength.end;
  while (view.getUint32(end, true) !== endRecord.plain) {
    end -= 1;
  }
  const locator = end - fixedLength.locator;
  if (locator >= 0 && view.getUint32(locator, true) === endRecord.zip64Locator) {
    const larger = view.getUint32(locator + 8, true);
    if (view.getUint32(larger, true) === endRecord.zip64) {
      return {
        count: view.getUint32(larger + 32, true),
        offset: view.getUint32(larger + 48, true),
      };
    }
  }
  return { count: view.getUint16(end + 8, true), offset: view.getUint32(end + 16, true) };
}

/** What one byte does to the checksum: the reversed polynomial of CRC-32 (ISO-HDLC), as ZIP has it. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    remainder = (remainder >>> 1) ^ (remainder & 1 ? 0xedb88320 : 0);
  }
  return remainder;
});

/** The CRC-32 of `bytes`, 0 to 2³² − 1. Node's own came with 20.15 only. */
export function crc32(bytes: Uint8Array): number {
  let checksum = 0xffffffff;
  for (const byte of bytes) {
    checksum = table[(checksum ^ byte) & 0xff] ^ (checksum >>> 8);
  }
  return (checksum ^ 0xffffffff) >>> 0;
}
