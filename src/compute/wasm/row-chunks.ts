/**
 * How many bytes of rows are gone through at a time: they stay in the processor's nearest cache, and one 32-bit sum
 * over so few loses little.
 */
const bytesAtATime = 2 ** 15;

/**
 * Splits `rows` rows of `channels` 32-bit floats into chunks.
 *
 * @param visit called with where the chunk begins, in bytes from the first row, and how many rows it has
 */
export function forEachChunk(
  rows: number,
  channels: number,
  visit: (start: number, rows: number) => void,
): void {
  const rowLength = channels * Float32Array.BYTES_PER_ELEMENT;
  const rowsAtATime = Math.max(1, Math.floor(bytesAtATime / rowLength));
  for (let row = 0; row < rows; row += rowsAtATime) {
    visit(row * rowLength, Math.min(rowsAtATime, rows - row));
  }
}
