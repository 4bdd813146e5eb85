/** What every PNG begins with: its signature, then the length and the name of its first chunk. */
const beginning = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
/** What every PNG ends with: an empty chunk of this name, and its checksum. */
const ending = Buffer.from('0000000049454e44ae426082', 'hex');

/** The longest side of a picture that is saved, px. */
const longestSide = 16_384;

/** Whether bytes are a PNG of a size that a chart may have. */
export function isPicture(bytes: Buffer): boolean {
  const isWhole =
    bytes.length > beginning.length + 8 + ending.length &&
    bytes.subarray(0, beginning.length).equals(beginning) &&
    bytes.subarray(-ending.length).equals(ending);
  const isSide = (pixels: number): boolean => pixels > 0 && pixels <= longestSide;
  return isWhole && isSide(bytes.readUInt32BE(16)) && isSide(bytes.readUInt32BE(20));
}
